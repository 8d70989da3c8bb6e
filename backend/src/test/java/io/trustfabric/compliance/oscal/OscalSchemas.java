package io.trustfabric.compliance.oscal;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// NIST's own schemas of OSCAL, where they lie beside the project.
public final class OscalSchemas {

  private static final Path SCHEMAS =
      Path.of(System.getProperty("shared.data", "../../shared/data"), "oscal", "schema");

  private OscalSchemas() {}

  public static boolean areHere() {
    return Files.isDirectory(SCHEMAS);
  }

  static void needed() {
    assumeTrue(areHere(), "the OSCAL schemas are not on this machine");
  }

  /// What is wrong with a document.
  ///
  /// @param schema which kind it shall be: `catalog`, `assessment-plan`, `assessment-results`
  public static List<String> faults(String schema, JsonNode document) throws IOException {
    var config = SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();
    var text = Files.readString(SCHEMAS.resolve("oscal_%s_schema.json".formatted(schema)));
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7)
        .getSchema(text, config)
        .validate(document)
        .stream()
        .map(Object::toString)
        .toList();
  }
}
