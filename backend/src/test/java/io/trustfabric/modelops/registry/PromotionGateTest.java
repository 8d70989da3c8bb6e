package io.trustfabric.modelops.registry;

import static io.trustfabric.testing.Api.MODELS;
import static io.trustfabric.testing.Api.as;
import static io.trustfabric.testing.Api.get;
import static io.trustfabric.testing.Api.isProblem;
import static io.trustfabric.testing.Api.model;
import static io.trustfabric.testing.Api.registered;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.trustfabric.record.Conflict;
import io.trustfabric.testing.PostgresResource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What changes once somebody judges promotions.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@TestProfile(PromotionGateTest.WithGate.class)
public class PromotionGateTest {

  /// A product that has a gate.
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
    public void check(UUID modelId) {
      if (ModelVersion.<ModelVersion>findById(modelId).description != null) {
        throw new Conflict("It is weak.");
      }
    }
  }

  @Test
  void what_passes_the_gate_needs_nobody_else() {
    var id = staged(registered("{}"));
    promote(id).statusCode(200).body("status", equalTo("production"));
  }

  @Test
  void what_fails_it_is_not_even_asked_for() {
    var id = staged(registered("{\"description\": \"weak\"}"));
    isProblem(promote(id), 409, "conflict").body("detail", equalTo("It is weak."));
    get(MODELS + "/" + id).body("status", equalTo("staging"));
  }

  @Test
  void who_registered_the_version_still_needs_another() {
    var id =
        as("engineer")
            .contentType(ContentType.JSON)
            .body(model("{\"name\": \"m-%s\"}".formatted(UUID.randomUUID())))
            .post(MODELS)
            .then()
            .statusCode(201)
            .extract()
            .<String>path("id");
    promote(staged(id)).statusCode(202).body("action", equalTo("model_version.promote"));
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
