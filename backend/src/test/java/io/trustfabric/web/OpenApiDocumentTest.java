package io.trustfabric.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.trustfabric.testing.Contract;
import io.trustfabric.testing.PostgresResource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class OpenApiDocumentTest {

  private static final Path FRONTENDS = Path.of("..", "frontend", "openapi", "openapi.json");

  @Test
  void the_frontend_has_its_types_from_this_very_document() throws IOException {
    assumeTrue(Files.exists(FRONTENDS), "no " + FRONTENDS);
    var mapper = new ObjectMapper();
    var frontends = mapper.readTree(FRONTENDS.toFile());
    assertThat(frontends.equals(OpenApiDocumentTest::difference, Contract.document()))
        .as("frontend/openapi/openapi.json is of this build; if not: npm run openapi")
        .isTrue();
  }

  /// JavaScript writes 1.0 as 1.
  private static int difference(JsonNode one, JsonNode other) {
    if (one.isNumber() && other.isNumber()) {
      return one.decimalValue().compareTo(other.decimalValue());
    }
    return one.equals(other) ? 0 : 1;
  }

  @Test
  void every_operation_has_a_name_a_summary_and_roles() {
    for (var operation : Contract.operations()) {
      assertThat(operation.node().path("operationId").asText()).as(operation.name()).isNotBlank();
      assertThat(operation.node().path("summary").asText()).as(operation.name()).isNotBlank();
      assertThat(operation.node().path("x-roles")).as(operation.name()).isNotEmpty();
    }
    assertThat(Contract.operations().stream().map(o -> o.node().get("operationId").asText()))
        .doesNotHaveDuplicates();
  }

  @Test
  void every_problem_is_documented_as_a_problem_document() {
    for (var operation : Contract.operations()) {
      for (var response : operation.node().get("responses").properties()) {
        if (Integer.parseInt(response.getKey()) >= 400) {
          assertThat(response.getValue().get("content").has(Contract.problemType(operation.path())))
              .as(operation.name() + " " + response.getKey())
              .isTrue();
        }
      }
    }
  }

  @Test
  void enums_are_documented_as_they_are_on_the_wire() {
    for (var schema : Contract.document().at("/components/schemas").properties()) {
      schema
          .getValue()
          .path("enum")
          .forEach(value -> assertThat(value.asText()).matches("[a-z0-9_]+"));
    }
  }
}
