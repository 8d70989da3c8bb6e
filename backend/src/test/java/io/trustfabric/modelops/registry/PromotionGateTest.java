package io.trustfabric.modelops.registry;

import static io.trustfabric.testing.Api.MODELS;
import static io.trustfabric.testing.Api.as;
import static io.trustfabric.testing.Api.get;
import static io.trustfabric.testing.Api.isProblem;
import static io.trustfabric.testing.Api.model;
import static io.trustfabric.testing.Api.registered;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.trustfabric.modelops.registry.GateAnswer.GateFinding;
import io.trustfabric.modelops.registry.GateAnswer.GateRuleAnswer;
import io.trustfabric.testing.PostgresResource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What a gate does to promotions, whatever it judges by.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@TestProfile(PromotionGateTest.WithGate.class)
public class PromotionGateTest {

  /// A product whose gate is easily passed.
  public static class WithGate implements QuarkusTestProfile {
    @Override
    public Set<Class<?>> getEnabledAlternatives() {
      return Set.of(NotTheWeak.class);
    }
  }

  /// Lets through what is not called weak.
  @Alternative
  @ApplicationScoped
  public static class NotTheWeak implements PromotionGate {
    @Override
    public GateAnswer look(UUID modelId) {
      var weak = "weak".equals(ModelVersion.<ModelVersion>findById(modelId).description);
      var finding =
          new GateFinding(
              "It", weak ? GateVerdict.FAIL : GateVerdict.PASS, "is weak.", Map.of(), List.of());
      return GateAnswer.of(
          modelId,
          Instant.now(),
          null,
          null,
          List.of(GateRuleAnswer.of(GateRule.ARTIFACT, List.of(finding))));
    }

    @Override
    public GateAnswer judge(UUID modelId) {
      return look(modelId);
    }
  }

  @Test
  void what_passes_the_gate_needs_nobody_else_and_its_answer_is_kept() {
    var id = staged(registered("{}"));
    promote(id).statusCode(200).body("status", equalTo("production"));
    get(MODELS + "/" + id + "/promotions")
        .statusCode(200)
        .body("items.size()", is(1))
        .body("items[0].reason", equalTo("it is better"))
        .body("items[0].overridden", is(false))
        .body("items[0].approvalId", nullValue())
        .body("items[0].gate.verdict", equalTo("pass"));
    String model = get(MODELS + "/" + id).extract().path("registeredModelId");
    get("/api/modelops/registered-models/" + model)
        .body("standing.production[0].id", equalTo(id))
        .body("standing.production[0].rolloutPercentage", is(100))
        .body("standing.production[0].promotedBy.name", notNullValue())
        .body("standing.production[0].overridden", is(false));
    get("/api/modelops/registered-models?inProduction=true&limit=200")
        .body("items.id", hasItem(model));
  }

  @Test
  void what_fails_it_is_refused_with_the_gates_answer() {
    var id = staged(registered("{\"description\": \"weak\"}"));
    isProblem(promote(id), 409, "gate-failed")
        .body("detail", equalTo("artifact: It is weak."))
        .body("gate.verdict", equalTo("fail"))
        .body("gate.rules[0].rule", equalTo("artifact"))
        .body("gate.rules[0].findings[0].verdict", equalTo("fail"));
    get(MODELS + "/" + id).body("status", equalTo("staging"));
    get(MODELS + "/" + id + "/promotions").body("items", empty());
  }

  @Test
  void who_registered_the_version_still_needs_another_and_the_gate_is_asked_again() {
    var id =
        as("engineer")
            .contentType(ContentType.JSON)
            .body(model("{\"name\": \"m-%s\"}".formatted(UUID.randomUUID())))
            .post(MODELS)
            .then()
            .statusCode(201)
            .extract()
            .<String>path("id");
    var approval =
        promote(staged(id))
            .statusCode(202)
            .body("action", equalTo("model_version.promote"))
            .extract()
            .<String>path("id");
    as("compliance")
        .contentType(ContentType.JSON)
        .body("{\"decision\": \"approved\", \"reason\": \"checked\"}")
        .post("/api/approvals/" + approval + "/decision")
        .then()
        .statusCode(200);
    get(MODELS + "/" + id + "/promotions").body("items[0].approvalId", equalTo(approval));
  }

  private static String staged(String id) {
    move(id, "{\"status\": \"validating\"}").statusCode(200);
    move(id, "{\"status\": \"staging\"}").statusCode(200);
    return id;
  }

  private static ValidatableResponse promote(String id) {
    return move(id, "{\"status\": \"production\", \"reason\": \"it is better\"}");
  }

  private static ValidatableResponse move(String id, String body) {
    return as("engineer")
        .contentType(ContentType.JSON)
        .body(body)
        .patch(MODELS + "/" + id + "/status")
        .then();
  }
}
