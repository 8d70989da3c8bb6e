package io.trustfabric.modelops.mlflow;

import static io.trustfabric.modelops.mlflow.MlflowApi.alias;
import static io.trustfabric.modelops.mlflow.MlflowApi.approve;
import static io.trustfabric.modelops.mlflow.MlflowApi.model;
import static io.trustfabric.modelops.mlflow.MlflowApi.post;
import static io.trustfabric.modelops.mlflow.MlflowApi.stage;
import static io.trustfabric.modelops.mlflow.MlflowApi.stageOf;
import static io.trustfabric.modelops.mlflow.MlflowApi.staged;
import static io.trustfabric.modelops.mlflow.MlflowApi.transition;
import static io.trustfabric.modelops.mlflow.MlflowApi.version;
import static io.trustfabric.testing.Api.as;
import static io.trustfabric.testing.Api.isMlflowError;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.trustfabric.modelops.registry.PromotionGateTest;
import io.trustfabric.testing.PostgresResource;
import io.trustfabric.testing.Sql;
import io.trustfabric.testing.Together;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Stages and aliases where a gate judges promotions.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@TestProfile(PromotionGateTest.WithGate.class)
class MlflowGateTest {

  private String name;

  @BeforeEach
  void makeModel() {
    name = model();
  }

  @Test
  void what_passes_the_gate_is_promoted_at_once() {
    var number = staged(name);
    transition(name, number, "Production", false)
        .statusCode(200)
        .body("model_version.current_stage", equalTo("Production"));
    var next = staged(name);
    alias(as("engineer"), name, next, "champion").statusCode(200);
    assertThat(stageOf(name, next)).isEqualTo("Production");
    assertThat(stageOf(name, number)).isEqualTo("Archived");
  }

  @Test
  void what_fails_the_gate_is_told_why_and_changes_nothing() {
    post(
            MlflowApi.VERSION + "create",
            "{\"name\": \"%s\", \"source\": \"s3://x\", \"description\": \"weak\"}".formatted(name))
        .statusCode(200);
    stage(name, "1");
    var before = Sql.everything();
    isMlflowError(transition(name, "1", "Production", true), 409, "INVALID_STATE")
        .body("message", containsString("artifact: It is weak."));
    isMlflowError(alias(as("engineer"), name, "1", "champion"), 409, "INVALID_STATE");
    assertThat(Sql.everything()).isEqualTo(before);
  }

  @Test
  void who_registered_it_still_needs_another() {
    var number = version(as("engineer"), name);
    stage(name, number);
    var refusal = transition(name, number, "Production", true);
    isMlflowError(refusal, 409, "INVALID_STATE");
    approve(refusal);
    assertThat(stageOf(name, number)).isEqualTo("Production");
  }

  @Test
  void of_two_moved_to_production_at_once_one_has_it_and_the_other_is_archived() {
    for (int round = 0; round < 6; round++) {
      var numbers = List.of(staged(name), staged(name));
      var statuses =
          Together.run(
              2, i -> transition(name, numbers.get(i), "Production", true).extract().statusCode());
      assertThat(statuses).containsOnly(200);
      assertThat(List.of(stageOf(name, numbers.get(0)), stageOf(name, numbers.get(1))))
          .containsExactlyInAnyOrder("Production", "Archived");
      assertThat(
              Sql.number(
                  "SELECT sum(rollout_percentage) FROM model_registry WHERE name = ? AND status = 'production'",
                  name))
          .isEqualTo(100);
    }
  }

  @Test
  void of_two_that_do_not_say_what_becomes_of_the_other_one_is_refused() {
    var numbers = List.of(staged(name), staged(name));
    var statuses =
        Together.run(
            2, i -> transition(name, numbers.get(i), "Production", false).extract().statusCode());
    assertThat(statuses).containsExactlyInAnyOrder(200, 409);
  }
}
