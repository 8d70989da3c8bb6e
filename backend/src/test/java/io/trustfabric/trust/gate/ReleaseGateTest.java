package io.trustfabric.trust.gate;

import static io.trustfabric.testing.Api.DATASETS;
import static io.trustfabric.testing.Api.DRIFT;
import static io.trustfabric.testing.Api.MLFLOW;
import static io.trustfabric.testing.Api.MODELS;
import static io.trustfabric.testing.Api.as;
import static io.trustfabric.testing.Api.defined;
import static io.trustfabric.testing.Api.drift;
import static io.trustfabric.testing.Api.engineer;
import static io.trustfabric.testing.Api.get;
import static io.trustfabric.testing.Api.isMlflowError;
import static io.trustfabric.testing.Api.isProblem;
import static io.trustfabric.testing.Api.opened;
import static io.trustfabric.trust.gate.Releasable.gate;
import static io.trustfabric.trust.gate.Releasable.inForce;
import static io.trustfabric.trust.gate.Releasable.lookForDrift;
import static io.trustfabric.trust.gate.Releasable.move;
import static io.trustfabric.trust.gate.Releasable.promote;
import static io.trustfabric.trust.gate.Releasable.verdict;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.trustfabric.compliance.drafts.Drafted;
import io.trustfabric.compliance.evidence.People;
import io.trustfabric.ledger.Consumers;
import io.trustfabric.modelops.registry.GateVerdict;
import io.trustfabric.testing.Api;
import io.trustfabric.testing.PostgresResource;
import io.trustfabric.testing.Sql;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a version must show before it goes into production.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class ReleaseGateTest {

  @Inject ReleaseGate releaseGate;
  @Inject EntityManager entityManager;
  @Inject Consumers consumers;

  private Releasable system;

  @BeforeEach
  void fill() {
    system = new Releasable();
  }

  @Test
  void what_shows_everything_passes_and_its_answer_is_kept_for_ever() {
    var id = system.candidate();
    var answer =
        gate(id)
            .body("verdict", equalTo("pass"))
            .body("rules.size()", is(8))
            .body("rules.verdict", everyItem(equalTo("pass")))
            .body("policyNumber", notNullValue());
    List<String> links = answer.extract().path("rules.findings.flatten().links.flatten().href");
    assertThat(links).hasSizeGreaterThanOrEqualTo(6);
    links.forEach(link -> get(link).statusCode(200));
    promote(id).statusCode(200).body("status", equalTo("production"));
    opened("{\"severity\": \"sev1\", \"service\": \"%s\"}".formatted(system.service));
    String promotion =
        get(MODELS + "/" + id + "/promotions")
            .body("items.size()", is(1))
            .body("items[0].gate.verdict", equalTo("pass"))
            .body("items[0].gate.rules.size()", is(8))
            .body("items[0].overridden", is(false))
            .extract()
            .path("items[0].id");
    assertThat(
            Sql.one(
                """
                SELECT convert_from(bytes, 'UTF8')::jsonb #>> '{change,gate,after,rules,0,findings,0,figures,accuracyLow}'
                FROM audit_log WHERE record_id = ?::uuid AND action = 'model_promotion.created'
                """,
                promotion))
        .startsWith("0.9");
  }

  @Test
  void a_system_without_a_policy_passes_nothing() {
    var id = UUID.fromString(system.candidate());
    QuarkusTransaction.begin();
    try {
      entityManager
          .createNativeQuery(
              "UPDATE gate_policies SET status = 'superseded', superseded_at = now() WHERE status = 'in_force'")
          .executeUpdate();
      var answer = releaseGate.look(id);
      assertThat(answer.isPassed()).isFalse();
      assertThat(answer.rules()).hasSize(8).allMatch(rule -> rule.verdict() == GateVerdict.UNKNOWN);
    } finally {
      QuarkusTransaction.rollback();
    }
  }

  @Test
  void a_version_of_which_nothing_is_known_passes_nothing_that_is_about_it() {
    var id = system.staged("{}");
    gate(id).body("verdict", equalTo("fail"));
    assertThat(verdict(id, "golden_accuracy")).isEqualTo("unknown");
    assertThat(verdict(id, "drift")).isEqualTo("unknown");
    assertThat(verdict(id, "artifact")).isEqualTo("fail");
    isProblem(promote(id), 409, "gate-failed")
        .body("detail", containsString("artifact has no SHA-256"))
        .body("gate.modelId", equalTo(id))
        .body("gate.rules.size()", is(8));
    get(MODELS + "/" + id).body("status", equalTo("staging"));
    get(MODELS + "/" + id + "/promotions").body("items.size()", is(0));
  }

  @Test
  void each_evaluation_that_counts_must_reach_the_floor_not_the_best() {
    var id = system.staged();
    system.evaluate(id, 25);
    assertThat(verdict(id, "golden_accuracy")).isEqualTo("fail");
    system.evaluate(id, Releasable.ITEMS);
    gate(id)
        .body("rules[0].verdict", equalTo("fail"))
        .body("rules[0].findings[0].figures.countingEvaluations", is(2))
        .body("rules[0].findings[0].figures.rightItems", is(25));
  }

  @Test
  void answers_of_who_knew_the_right_ones_do_not_count() {
    var id = system.staged();
    as("admin").get(DATASETS + "/" + system.active() + "/items").then().statusCode(200);
    system.evaluate(as("admin"), id, 0, Releasable.ITEMS);
    assertThat(verdict(id, "golden_accuracy")).isEqualTo("unknown");
    as("engineer")
        .contentType(Api.MERGE_PATCH)
        .body(
            """
            {"goldenDatasetScores": [{"goldenDatasetId": "%s", "dataset": "x", "metric": "accuracy", "score": 1}]}
            """
                .formatted(system.dataset))
        .patch(MODELS + "/" + id)
        .then()
        .statusCode(200);
    assertThat(verdict(id, "golden_accuracy")).isEqualTo("unknown");
  }

  @Test
  void a_dataset_with_too_few_items_proves_too_little() {
    var id = system.candidate();
    inForce(
        system.policy(
            "{\"datasets\": [{\"name\": \"%s\", \"minItems\": 41, \"accuracyFloor\": 0.5}]}"
                .formatted(system.datasetName)));
    gate(id).body("rules[0].findings[0].detail", equalTo("has 40 items of the 41 required"));
  }

  @Test
  void worse_than_production_by_more_than_chance_is_a_regression() {
    promote(system.candidate()).statusCode(200);
    var chance = system.staged();
    system.evaluate(chance, Releasable.ITEMS - 4);
    assertThat(verdict(chance, "no_regression")).isEqualTo("pass");
    var worse = system.staged();
    system.evaluate(worse, Releasable.ITEMS - 5);
    lookForDrift(worse);
    gate(worse)
        .body("rules[0].verdict", equalTo("pass"))
        .body("rules[1].verdict", equalTo("fail"))
        .body("rules[1].findings[0].figures.newlyWrong", is(5))
        .body("rules[1].findings[0].figures.pWorse", is(0.03125f));
    isProblem(promote(worse), 409, "gate-failed");
    system.nextDataset();
    system.evaluate(worse, Releasable.ITEMS);
    assertThat(verdict(worse, "golden_accuracy")).isEqualTo("pass");
    assertThat(verdict(worse, "no_regression")).isEqualTo("unknown");
  }

  @Test
  void the_newest_run_is_whole_and_nothing_of_it_fails() {
    var id = system.candidate();
    system.run("build-2", 4, "passed");
    assertThat(verdict(id, "regression_tests")).isEqualTo("fail");
    system.result("build-2", "test 4", "skipped", null);
    assertThat(verdict(id, "regression_tests")).isEqualTo("fail");
    system.result("build-2", "a new one", "passed", null);
    gate(id)
        .body("rules[2].verdict", equalTo("fail"))
        .body("rules[2].findings[0].figures.newlySkipped", is(1))
        .body("rules[2].findings[0].figures.tests", is(5));
    system.result("build-2", "test 4", "passed", null);
    assertThat(verdict(id, "regression_tests")).isEqualTo("pass");
    system.result("build-2", "test 1", "error", null);
    gate(id).body("rules[2].findings[0].figures.failingTests", equalTo(List.of("test 1")));
    system.run("build-3", 6, "passed", id);
    assertThat(verdict(id, "regression_tests")).isEqualTo("pass");
    system.run("build-4", 1, "failed", system.staged());
    assertThat(verdict(id, "regression_tests")).isEqualTo("pass");
  }

  @Test
  void a_grave_drift_holds_it_up_until_it_is_resolved() {
    var id = system.candidate();
    String drift = engineer(DRIFT, drift(id)).statusCode(201).extract().path("items[0].id");
    assertThat(verdict(id, "drift")).isEqualTo("fail");
    for (var step :
        Map.of("acknowledged", "fail", "resolved", "pass").entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .toList()) {
      as("engineer")
          .contentType(ContentType.JSON)
          .body("{\"status\": \"%s\"}".formatted(step.getKey()))
          .patch(DRIFT + "/" + drift + "/status")
          .then()
          .statusCode(200);
      assertThat(verdict(id, "drift")).isEqualTo(step.getValue());
    }
  }

  @Test
  void drift_has_to_be_looked_for_lately_and_by_the_product() {
    var id = system.staged();
    engineer(DRIFT, drift(id).replace("true", "false").replace("\"high\"", "\"low\""))
        .statusCode(201);
    assertThat(verdict(id, "drift")).isEqualTo("unknown");
    lookForDrift(id);
    assertThat(verdict(id, "drift")).isEqualTo("pass");
    QuarkusTransaction.begin();
    try {
      entityManager
          .createNativeQuery(
              "UPDATE model_drift_detections SET created_at = now() - interval '8 days' WHERE model_id = ?1")
          .setParameter(1, UUID.fromString(id))
          .executeUpdate();
      assertThat(releaseGate.look(UUID.fromString(id)).rules().get(3).verdict())
          .isEqualTo(GateVerdict.FAIL);
    } finally {
      QuarkusTransaction.rollback();
    }
  }

  @Test
  void without_error_budget_nothing_is_released() {
    var id = system.candidate();
    var unmeasured =
        defined("{\"service\": \"%s\", \"target\": 0.999999}".formatted(system.service));
    inForce(system.policy("{\"slos\": [\"%s\"]}".formatted(unmeasured)));
    assertThat(verdict(id, "error_budget")).isEqualTo("unknown");
    Releasable.measure(unmeasured, 1, 1_000);
    gate(id)
        .body("rules[4].verdict", equalTo("fail"))
        .body("rules[4].findings[0].figures.status", equalTo("breached"));
  }

  @Test
  void a_grave_incident_at_its_services_holds_it_up_until_it_is_over() {
    var id = system.candidate();
    opened("{\"severity\": \"sev3\", \"service\": \"%s\"}".formatted(system.service));
    opened("{\"severity\": \"sev1\", \"service\": \"another-%s\"}".formatted(system.service));
    assertThat(verdict(id, "incidents")).isEqualTo("pass");
    var incident =
        opened(
            "{\"severity\": \"sev2\", \"service\": \"x\", \"affectedServices\": [\"%s\"]}"
                .formatted(system.service));
    assertThat(verdict(id, "incidents")).isEqualTo("fail");
    isProblem(promote(id), 409, "gate-failed");
    as("security")
        .contentType(ContentType.JSON)
        .body("{\"status\": \"resolved\"}")
        .patch(Api.INCIDENTS + "/" + incident + "/status")
        .then()
        .statusCode(200);
    assertThat(verdict(id, "incidents")).isEqualTo("pass");
    as("engineer")
        .contentType(Api.MERGE_PATCH)
        .body("{\"tags\": {\"service\": \"another-%s\"}}".formatted(system.service))
        .patch(
            "/api/modelops/registered-models/"
                + get(MODELS + "/" + id).extract().<String>path("registeredModelId"))
        .then()
        .statusCode(200);
    assertThat(verdict(id, "incidents")).isEqualTo("fail");
  }

  @Test
  void a_control_that_is_no_longer_covered_holds_it_up() {
    var id = system.candidate();
    inForce(
        system.policy(
            "{\"evidence\": [{\"framework\": \"iso27001\", \"controlId\": \"A.8.33\"}]}"));
    assertThat(verdict(id, "evidence")).isEqualTo("fail");
    var evidence = People.approved("{\"framework\": \"iso27001\", \"controlId\": \"A.8.33\"}");
    assertThat(verdict(id, "evidence")).isEqualTo("pass");
    People.move("enzo", evidence, "{\"status\": \"revoked\", \"reason\": \"wrong\"}")
        .statusCode(200);
    assertThat(verdict(id, "evidence")).isEqualTo("fail");
  }

  @Test
  void mlflows_clients_meet_the_same_gate() {
    var id = system.staged();
    var version = "{\"name\": \"%s\", \"version\": \"1\", ".formatted(system.model);
    var transition = version + "\"stage\": \"Production\"}";
    var alias = version + "\"alias\": \"champion\"}";
    var before = Sql.everything();
    for (var request :
        Map.of("/model-versions/transition-stage", transition, "/registered-models/alias", alias)
            .entrySet()) {
      isMlflowError(engineer(MLFLOW + request.getKey(), request.getValue()), 409, "INVALID_STATE")
          .body("message", containsString("golden accuracy: " + system.datasetName));
    }
    assertThat(Sql.everything()).isEqualTo(before);
    system.evaluate(id, Releasable.ITEMS);
    lookForDrift(id);
    engineer(MLFLOW + "/registered-models/alias", alias).statusCode(200);
    get(MODELS + "/" + id).body("status", equalTo("production"));
    get(MODELS + "/" + id + "/promotions").body("items.size()", is(1));
  }

  @Test
  void a_rollback_restores_service_whatever_the_gate_says() {
    var first = system.candidate();
    promote(first).statusCode(200);
    var second = system.candidate();
    promote(second).statusCode(200);
    opened("{\"severity\": \"sev1\", \"service\": \"%s\"}".formatted(system.service));
    move("engineer", second, "{\"status\": \"staging\", \"reason\": \"it errs\"}").statusCode(200);
    get(MODELS + "/" + first).body("status", equalTo("production"));
  }

  @Test
  void a_release_that_passed_is_drafted_as_evidence_of_change_management() {
    var id = system.candidate();
    promote(id).statusCode(200);
    String promotion = get(MODELS + "/" + id + "/promotions").extract().path("items[0].id");
    Drafted.catchUp(consumers);
    assertThat(
            Sql.one(
                """
                SELECT e.controls::text FROM evidence_draft_lines d JOIN compliance_evidence e ON e.id = d.evidence_id
                WHERE d.rule = 'release-gate-passed' AND d.record_id = ?::uuid
                """,
                promotion))
        .isEqualTo("{soc2/CC8.1}");
  }

  @Test
  void nobody_is_told_of_a_version_that_is_not_there() {
    for (var path : List.of("/gate", "/promotions")) {
      isProblem(get(MODELS + "/" + UUID.randomUUID() + path), 404, "not-found");
    }
  }
}
