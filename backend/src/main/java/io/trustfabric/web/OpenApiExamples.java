package io.trustfabric.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Content;

/// Shows in the API's description what was really asked and answered: stories of requests, one
/// after the other, which a test plays to the API and holds against what it answers.
final class OpenApiExamples {

  /// In their order; one a file, `openapi/<name>.json`.
  static final List<String> STORIES =
      List.of(
          "quality",
          "modelops",
          "monitoring",
          "compliance",
          "evidence",
          "backup",
          "chaos",
          "trust");

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private OpenApiExamples() {}

  static JsonNode story(String name) {
    try (var file = OpenApiExamples.class.getResourceAsStream("/openapi/%s.json".formatted(name))) {
      return MAPPER.readTree(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Adds them. Of several steps with one request or answer the first is shown.
  static void addTo(OpenAPI api) {
    Map<String, Operation> operations = new HashMap<>();
    api.getPaths()
        .getPathItems()
        .values()
        .forEach(
            path ->
                path.getOperations().values().forEach(o -> operations.put(o.getOperationId(), o)));
    for (var name : STORIES) {
      story(name).forEach(step -> add(step, operations.get(step.path("operation").asText())));
    }
  }

  private static void add(JsonNode step, Operation operation) {
    if (operation == null) {
      throw new IllegalStateException("there is no operation " + step.path("operation"));
    }
    if (step.has("request") && step.path("status").asInt() < 300) {
      show(operation.getRequestBody().getContent(), step.get("request"));
    }
    var response = operation.getResponses().getAPIResponse(step.path("status").asText());
    if (step.has("answer") && response != null) {
      show(response.getContent(), step.get("answer"));
    }
  }

  private static boolean isText(String mediaType) {
    return !mediaType.endsWith("json") || mediaType.endsWith("ndjson");
  }

  /// A text is an example of what is no JSON.
  private static void show(Content content, JsonNode example) {
    content
        .getMediaTypes()
        .forEach(
            (type, media) -> {
              if (media.getExample() == null && isText(type) == example.isTextual()) {
                media.setExample(MAPPER.convertValue(example, Object.class));
              }
            });
  }
}
