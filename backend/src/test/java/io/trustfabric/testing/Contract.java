package io.trustfabric.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The OpenAPI document as this very build generated it.
public final class Contract {

  private static final Path GENERATED = Path.of("target", "openapi", "openapi.json");

  private Contract() {}

  /// One operation of the document.
  public record Operation(String method, String path, JsonNode node) {

    public String name() {
      return method + " " + path;
    }
  }

  /// The media type in which problems are told on a path.
  public static String problemType(String path) {
    return path.startsWith(Api.MLFLOW) ? "application/json" : "application/problem+json";
  }

  public static JsonNode document() {
    try {
      return new ObjectMapper().readTree(GENERATED.toFile());
    } catch (IOException e) {
      throw new IllegalStateException("no generated OpenAPI document", e);
    }
  }

  public static List<Operation> operations() {
    var operations = new ArrayList<Operation>();
    document()
        .get("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(
                        method ->
                            operations.add(
                                new Operation(
                                    method.getKey().toUpperCase(java.util.Locale.ROOT),
                                    path.getKey(),
                                    method.getValue()))));
    return operations;
  }
}
