package io.trustfabric.modelops.mlflow;

import static io.trustfabric.modelops.mlflow.MlflowApi.actions;
import static io.trustfabric.modelops.mlflow.MlflowApi.alias;
import static io.trustfabric.modelops.mlflow.MlflowApi.approvalIn;
import static io.trustfabric.modelops.mlflow.MlflowApi.approve;
import static io.trustfabric.modelops.mlflow.MlflowApi.decide;
import static io.trustfabric.modelops.mlflow.MlflowApi.delete;
import static io.trustfabric.modelops.mlflow.MlflowApi.id;
import static io.trustfabric.modelops.mlflow.MlflowApi.model;
import static io.trustfabric.modelops.mlflow.MlflowApi.modelId;
import static io.trustfabric.modelops.mlflow.MlflowApi.ours;
import static io.trustfabric.modelops.mlflow.MlflowApi.produced;
import static io.trustfabric.modelops.mlflow.MlflowApi.send;
import static io.trustfabric.modelops.mlflow.MlflowApi.stage;
import static io.trustfabric.modelops.mlflow.MlflowApi.stageOf;
import static io.trustfabric.modelops.mlflow.MlflowApi.staged;
import static io.trustfabric.modelops.mlflow.MlflowApi.stagedByEngineer;
import static io.trustfabric.modelops.mlflow.MlflowApi.transition;
import static io.trustfabric.modelops.mlflow.MlflowApi.version;
import static io.trustfabric.testing.Api.MERGE_PATCH;
import static io.trustfabric.testing.Api.MODELS;
import static io.trustfabric.testing.Api.as;
import static io.trustfabric.testing.Api.get;
import static io.trustfabric.testing.Api.isMlflowError;
import static io.trustfabric.testing.Api.isProblem;
import static io.trustfabric.testing.Api.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.trustfabric.modelops.registry.PromotionGateTest;
import io.trustfabric.testing.PostgresResource;
import io.trustfabric.testing.Sql;
import io.trustfabric.testing.Together;
import io.trustfabric.testing.Tokens;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Stages and aliases; what the gate does to them is MlflowGateTest's.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@TestProfile(PromotionGateTest.WithGate.class)
class MlflowStageTest {

  private String name;

  @BeforeEach
  void makeModel() {
    name = model();
  }

  @Test
  void a_jump_that_our_statuses_do_not_know_is_refused() {
    var number = version(name);
    for (var stage : List.of("Staging", "Production")) {
      isMlflowError(transition(name, number, stage, false), 409, "INVALID_STATE")
          .body("message", containsString("From registered it may go to archived, validating."));
    }
    var staged = staged(name);
    isMlflowError(transition(name, staged, "None", false), 409, "INVALID_STATE");
    transition(name, staged, "Archived", false).statusCode(200);
    for (var stage : List.of("None", "Staging", "Production")) {
      isMlflowError(transition(name, staged, stage, false), 409, "INVALID_STATE");
    }
  }

  @Test
  void a_stage_is_one_of_four_in_whatever_case() {
    var number = version(name);
    isMlflowError(transition(name, number, "Live", false), 400, "INVALID_PARAMETER_VALUE")
        .body("message", containsString("None, Staging, Production, Archived"));
    isMlflowError(transition(name, number, "Archived", true), 400, "INVALID_PARAMETER_VALUE");
    transition(name, number, "aRCHIVED", false)
        .statusCode(200)
        .body("model_version.current_stage", equalTo("Archived"));
  }

  @Test
  void where_a_version_is_already_nothing_happens() {
    var number = staged(name);
    var before = Sql.everything();
    transition(name, number, "Staging", false).statusCode(200);
    transition(name, number, "Staging", true).statusCode(200);
    assertThat(Sql.everything()).isEqualTo(before);
  }

  @Test
  void what_is_staged_is_archived_when_it_is_replaced() {
    var first = staged(name);
    var second = version(name);
    as("engineer")
        .contentType(ContentType.JSON)
        .body("{\"status\": \"validating\"}")
        .patch(MODELS + "/" + id(name, second) + "/status")
        .then()
        .statusCode(200);
    transition(name, second, "Staging", true).statusCode(200);
    assertThat(stageOf(name, first)).isEqualTo("Archived");
    assertThat(stageOf(name, second)).isEqualTo("Staging");
    assertThat(actions(id(name, first))).endsWith("model_version.status_changed");
  }

  @Test
  void who_registered_it_reaches_production_by_another_and_the_answer_names_what_waits() {
    var number = stagedByEngineer(name);
    var refusal = transition(name, number, "Production", true);
    isMlflowError(refusal, 409, "INVALID_STATE");
    var approval = approvalIn(refusal);
    assertThat(stageOf(name, number)).isEqualTo("Staging");
    assertThat(approvalIn(transition(name, number, "Production", true))).isEqualTo(approval);
    get("/api/approvals?status=pending")
        .body(
            "items.find { it.id == '%s' }.action".formatted(approval),
            equalTo("model_version.promote"));
    decide(approval, "cora").statusCode(200);
    assertThat(stageOf(name, number)).isEqualTo("Production");
    transition(name, number, "Production", false).statusCode(200);
    assertThat(actions(id(name, number))).endsWith("model_version.promoted");
  }

  @Test
  void who_registered_a_version_agrees_to_nothing() {
    var number = version(as("admin"), name);
    stage(name, number);
    var approval = approvalIn(transition(as("admin"), name, number, "Production", true));
    isProblem(
        with(Tokens.person("admin"))
            .contentType(ContentType.JSON)
            .body("{\"decision\": \"approved\", \"reason\": \"mine\"}")
            .post("/api/approvals/" + approval + "/decision")
            .then(),
        403,
        "forbidden");
    assertThat(stageOf(name, number)).isEqualTo("Staging");
  }

  @Test
  void what_was_asked_of_an_earlier_version_of_the_record_is_asked_anew() {
    var number = stagedByEngineer(name);
    var first = approvalIn(transition(name, number, "Production", true));
    MlflowApi.patch(
            MlflowApi.VERSION + "update",
            "{\"name\": \"%s\", \"version\": \"%s\", \"description\": \"x\"}"
                .formatted(name, number))
        .statusCode(200);
    isProblem(decide(first, "cora"), 409, "conflict");
    var second = approvalIn(transition(name, number, "Production", true));
    assertThat(second).isNotEqualTo(first);
    get("/api/approvals?status=expired").body("items.id", org.hamcrest.Matchers.hasItem(first));
    decide(second, "cora").statusCode(200);
    assertThat(stageOf(name, number)).isEqualTo("Production");
  }

  @Test
  void beside_another_in_production_it_must_be_said_what_becomes_of_that() {
    var first = produced(name);
    var second = staged(name);
    isMlflowError(transition(name, second, "Production", false), 409, "INVALID_STATE")
        .body("message", containsString("archive_existing_versions"));
    transition(name, second, "Production", true).statusCode(200);
    assertThat(stageOf(name, first)).isEqualTo("Archived");
    ours(name, first).body("status", equalTo("deprecated"));
    ours(name, second).body("rolloutPercentage", is(100));
  }

  @Test
  void a_version_with_a_share_takes_all_of_it() {
    var first = produced(name);
    var second = staged(name);
    as("engineer")
        .contentType(ContentType.JSON)
        .body("{\"status\": \"production\", \"rolloutPercentage\": 10, \"reason\": \"r\"}")
        .patch(MODELS + "/" + id(name, second) + "/status")
        .then()
        .statusCode(200);
    transition(name, second, "Production", true).statusCode(200);
    assertThat(stageOf(name, first)).isEqualTo("Archived");
    ours(name, second).body("rolloutPercentage", is(100));
  }

  @Test
  void production_is_left_for_staging_by_a_rollback_and_archived_by_a_withdrawal() {
    var first = produced(name);
    var second = produced(name);
    send(
            as("engineer"),
            "POST",
            MlflowApi.VERSION + "transition-stage",
            """
            {"name": "%s", "version": "%s", "stage": "Staging", "comment": "it errs"}
            """
                .formatted(name, second))
        .statusCode(200);
    assertThat(stageOf(name, first)).isEqualTo("Production");
    assertThat(
            Sql.one(
                """
                SELECT p.personal #>> '{/reason,value}' FROM audit_log l JOIN ledger_payloads p ON p.line_id = l.id
                WHERE l.record_id = ?::uuid AND l.action = 'model_version.rolled_back'
                """,
                id(name, second)))
        .isEqualTo("it errs");
    transition(name, first, "Archived", false).statusCode(200);
    ours(name, first).body("status", equalTo("deprecated"));
  }

  @Test
  void an_alias_means_a_version_until_it_means_another() {
    version(name);
    version(name);
    alias(as("engineer"), name, "1", "good").statusCode(200);
    alias(as("engineer"), name, "2", "good").statusCode(200);
    var means = MlflowApi.MODEL + "alias?alias=good&name=" + name;
    as("viewer").get(means).then().statusCode(200).body("model_version.version", equalTo("2"));
    assertThat(actions(modelId(name))).endsWith("registered_model.alias_set");
    var before = Sql.everything();
    alias(as("engineer"), name, "2", "good").statusCode(200);
    for (var odd : List.of("latest", "v1", "a b", "", "x".repeat(101))) {
      isMlflowError(alias(as("engineer"), name, "1", odd), 400, "INVALID_PARAMETER_VALUE");
    }
    isMlflowError(alias(as("engineer"), name, "7", "good"), 404, "RESOURCE_DOES_NOT_EXIST");
    assertThat(Sql.everything()).isEqualTo(before);
    delete(MlflowApi.MODEL + "alias", "{\"name\": \"%s\", \"alias\": \"good\"}".formatted(name))
        .statusCode(200);
    isMlflowError(as("viewer").get(means).then(), 404, "RESOURCE_DOES_NOT_EXIST");
    assertThat(actions(modelId(name))).endsWith("registered_model.alias_removed");
  }

  @Test
  void an_alias_of_production_is_a_promotion() {
    var first = produced(name);
    alias(as("engineer"), name, first, "champion").statusCode(200);
    var second = version(as("engineer"), name);
    isMlflowError(alias(as("engineer"), name, second, "champion"), 409, "INVALID_STATE");
    stage(name, second);
    var refusal = alias(as("engineer"), name, second, "champion");
    isMlflowError(refusal, 409, "INVALID_STATE");
    var means = MlflowApi.MODEL + "alias?alias=champion&name=" + name;
    as("viewer").get(means).then().body("model_version.version", equalTo(first));
    approve(refusal);
    as("viewer")
        .get(means)
        .then()
        .body("model_version.version", equalTo(second))
        .body("model_version.current_stage", equalTo("Production"));
    assertThat(stageOf(name, first)).isEqualTo("Archived");
  }

  @Test
  void who_registered_a_version_in_production_does_not_make_it_champion() {
    var number = version(as("engineer"), name);
    stage(name, number);
    transition(with(Tokens.person("selma", "engineer")), name, number, "Production", true)
        .statusCode(200);
    isMlflowError(alias(as("engineer"), name, number, "champion"), 403, "PERMISSION_DENIED")
        .body("message", containsString("another person"));
    isProblem(
        as("engineer")
            .contentType(MERGE_PATCH)
            .body("{\"aliases\": {\"champion\": \"%s\"}}".formatted(number))
            .patch("/api/modelops/registered-models/" + modelId(name))
            .then(),
        403,
        "forbidden");
    get("/api/modelops/registered-models/" + modelId(name)).body("aliases.champion", nullValue());
    alias(with(Tokens.person("selma", "engineer")), name, number, "champion").statusCode(200);
    as("engineer")
        .contentType(MERGE_PATCH)
        .body("{\"description\": \"the alias stays as it is\"}")
        .patch("/api/modelops/registered-models/" + modelId(name))
        .then()
        .statusCode(200)
        .body("aliases.champion", equalTo(number));
  }

  @Test
  void promotions_asked_for_at_once_wait_as_one() {
    var number = stagedByEngineer(name);
    var named =
        Together.run(
            6, i -> approvalIn(transition(name, number, "Production", true).statusCode(409)));
    assertThat(named.stream().distinct()).hasSize(1);
  }

  @Test
  void of_two_agreed_to_at_once_one_has_production_in_the_end() {
    for (int round = 0; round < 5; round++) {
      var numbers = List.of(stagedByEngineer(name), stagedByEngineer(name));
      var approvals =
          numbers.stream()
              .map(number -> approvalIn(transition(name, number, "Production", true)))
              .toList();
      var statuses = Together.run(2, i -> decide(approvals.get(i), "cora").extract().statusCode());
      assertThat(statuses).containsOnly(200);
      assertThat(
              Sql.one(
                  """
                  SELECT string_agg(status || rollout_percentage, ' ' ORDER BY rollout_percentage DESC)
                  FROM model_registry WHERE name = ? AND model_version IN (?, ?)
                  """,
                  name,
                  numbers.get(0),
                  numbers.get(1)))
          .isEqualTo("production100 deprecated0");
    }
  }
}
