package io.trustfabric.web;

import static io.trustfabric.testing.Api.EVENTS;
import static io.trustfabric.testing.Api.assertTellsNothingOfTheInside;
import static io.trustfabric.testing.Api.event;
import static io.trustfabric.testing.Api.recorded;
import static io.trustfabric.testing.Api.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.trustfabric.testing.Api;
import io.trustfabric.testing.Await;
import io.trustfabric.testing.Contract;
import io.trustfabric.testing.PostgresResource;
import io.trustfabric.testing.Sql;
import io.trustfabric.testing.Tokens;
import io.trustfabric.trust.gate.Releasable;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// If the ledger line cannot be written, the change does not happen: whatever the endpoint.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class LedgerRefusedTest {

  /// The tables a line is written to; each of them can be the one that fails.
  private static final List<String> LEDGER =
      List.of("audit_log", "ledger_pending", "ledger_payloads", "ledger_batch_rows");

  /// A way to change something.
  ///
  /// @param operation as the OpenAPI document names it
  /// @param prepare makes what the change is about, while the ledger still works
  record Way(String name, String operation, Supplier<Change> prepare) {
    @Override
    public String toString() {
      return name;
    }
  }

  /// One request, ready to be sent.
  record Change(String token, String method, String path, String type, String body) {
    ValidatableResponse send() {
      return with(token)
          .header("Content-Type", type)
          .header("Idempotency-Key", UUID.randomUUID().toString())
          .body(body.getBytes(StandardCharsets.UTF_8))
          .request(method, path)
          .then();
    }
  }

  static Stream<Way> everyWay() {
    return Stream.of(
        new Way(
            "a report",
            "POST /api/security/events",
            () -> post(EVENTS, event("{\"fingerprint\": \"%s\"}".formatted(UUID.randomUUID())))),
        new Way(
            "a batch",
            "POST /api/security/events/batch",
            () -> post(EVENTS + "/batch", "[%s,%s]".formatted(event("{}"), event("{}")))),
        new Way(
            "a batch of one",
            "POST /api/security/events/batch",
            () -> post(EVENTS + "/batch", "[%s]".formatted(event("{}")))),
        new Way(
            "cloudevents",
            "POST /api/security/events/cloudevents",
            () ->
                new Change(
                    Tokens.machine("ingest_events"),
                    "POST",
                    EVENTS + "/cloudevents",
                    "application/cloudevents-batch+json",
                    "[%s,%s]".formatted(cloudEvent(), cloudEvent()))),
        new Way(
            "an edit",
            "PATCH /api/security/events/{id}",
            () -> patch(recorded("{}"), "", "{\"assignee\": \"Selma\"}")),
        new Way(
            "a status change",
            "PATCH /api/security/events/{id}/status",
            () -> patch(recorded("{}"), "/status", "{\"status\": \"resolved\"}")),
        new Way(
            "an authority report",
            "PATCH /api/security/events/{id}/authority-report",
            () -> patch(recorded("{}"), "/authority-report", "{\"required\": true}")),
        new Way(
            "a request for a second person",
            "PATCH /api/security/events/{id}/authority-report",
            () -> patch(recorded("{}"), "/authority-report", WAIVE)),
        new Way(
            "an incident",
            "POST /api/security/incidents",
            () -> security("POST", Api.INCIDENTS, Api.incident("{}"))),
        new Way(
            "an escalation",
            "POST /api/security/events/{id}/escalate",
            () -> security("POST", EVENTS + "/" + recorded("{}") + "/escalate", SERVICE)),
        new Way(
            "an incident's edit",
            "PATCH /api/security/incidents/{id}",
            () -> security("PATCH", incident(), "{\"commander\": \"Enzo\"}")),
        new Way(
            "a corrected clock",
            "PATCH /api/security/incidents/{id}/clock",
            () ->
                security(
                    "PATCH", incident() + "/clock", "{\"startedAt\": \"2026-01-31T09:00:00Z\"}")),
        new Way(
            "an incident's move",
            "PATCH /api/security/incidents/{id}/status",
            () -> security("PATCH", incident() + "/status", "{\"status\": \"acknowledged\"}")),
        new Way(
            "a note",
            "POST /api/security/incidents/{id}/timeline",
            () -> security("POST", incident() + "/timeline", "{\"text\": \"called the bank\"}")),
        new Way(
            "an action item",
            "POST /api/security/incidents/{id}/action-items",
            () -> security("POST", incident() + "/action-items", ITEM)),
        new Way(
            "an action item's edit",
            "PATCH /api/security/incidents/{id}/action-items/{itemId}",
            () -> security("PATCH", item(), "{\"owner\": \"Enzo\"}")),
        new Way(
            "an action item's move",
            "PATCH /api/security/incidents/{id}/action-items/{itemId}/status",
            () -> security("PATCH", item() + "/status", "{\"status\": \"done\"}")),
        new Way(
            "a rotation",
            "POST /api/security/secret-rotations",
            () -> security("POST", Api.ROTATIONS, Api.rotation("{}"))),
        new Way(
            "a rotation's end",
            "PATCH /api/security/secret-rotations/{id}/status",
            () -> security("PATCH", rotation() + "/status", "{\"status\": \"succeeded\"}")),
        new Way(
            "a request for another policy",
            "PATCH /api/security/secret-rotations/policy",
            LedgerRefusedTest::policy),
        new Way("a request for a new epoch", "POST /api/audit/epochs", LedgerRefusedTest::epoch),
        new Way(
            "a golden dataset",
            "POST /api/quality/golden-datasets",
            () -> engineer("POST", Api.DATASETS, Api.dataset("{}"))),
        new Way(
            "a golden dataset's version",
            "POST /api/quality/golden-datasets/{id}/versions",
            () ->
                engineer(
                    "POST", dataset() + "/versions", "{\"changeNote\": \"x\", \"items\": []}")),
        new Way(
            "a golden dataset's move",
            "PATCH /api/quality/golden-datasets/{id}/status",
            () -> engineer("PATCH", dataset() + "/status", "{\"status\": \"active\"}")),
        new Way(
            "a model version",
            "POST /api/modelops/models",
            () ->
                engineer(
                    "POST",
                    Api.MODELS,
                    Api.model("{\"name\": \"%s\"}".formatted(UUID.randomUUID())))),
        new Way(
            "a model version's edit",
            "PATCH /api/modelops/models/{id}",
            () -> engineer("PATCH", version(), "{\"owner\": \"Enzo\"}")),
        new Way(
            "a model version's move",
            "PATCH /api/modelops/models/{id}/status",
            () -> engineer("PATCH", version() + "/status", "{\"status\": \"validating\"}")),
        new Way(
            "a request to override the gate",
            "POST /api/modelops/models/{id}/gate/override",
            LedgerRefusedTest::override),
        new Way(
            "a proposed gate policy",
            "PUT /api/modelops/gate-policy",
            () -> engineer("PUT", Releasable.POLICY, new Releasable().policy("{}"))),
        new Way(
            "a look for drift",
            "POST /api/modelops/drift-detections",
            () -> engineer("POST", Api.DRIFT, Api.drift(Api.registered("{}")))),
        new Way(
            "a drift's move",
            "PATCH /api/modelops/drift-detections/{id}/status",
            () ->
                engineer(
                    "PATCH",
                    Api.DRIFT
                        + "/"
                        + engineer("POST", Api.DRIFT, Api.drift(Api.registered("{}")))
                            .send()
                            .extract()
                            .<String>path("items[0].id")
                        + "/status",
                    "{\"status\": \"acknowledged\"}")),
        new Way(
            "a model's edit",
            "PATCH /api/modelops/registered-models/{id}",
            () ->
                engineer(
                    "PATCH",
                    "/api/modelops/registered-models/"
                        + Api.get(version()).extract().<String>path("registeredModelId"),
                    "{\"aliases\": {\"newest\": \"1\"}}")),
        new Way(
            "an evaluation",
            "POST /api/quality/golden-datasets/{id}/evaluations",
            () ->
                engineer(
                    "POST",
                    dataset() + "/evaluations",
                    "{\"testedSystem\": \"s\", \"predictions\": [{\"key\": \"inv-1\", \"actual\": 1}]}")),
        new Way(
            "a regression result",
            "POST /api/quality/regression-tests",
            () -> engineer("POST", Api.REGRESSION, Api.result("{}"))),
        new Way(
            "regression results",
            "POST /api/quality/regression-tests/batch",
            () ->
                engineer(
                    "POST",
                    Api.REGRESSION + "/batch",
                    "[%s,%s]".formatted(Api.result("{}"), Api.result("{}")))),
        new Way(
            "a JUnit report",
            "POST /api/quality/regression-tests/import",
            () ->
                new Change(
                    Tokens.machine("report_tests"),
                    "POST",
                    Api.REGRESSION + "/import?runId=1&environment=ci",
                    "application/xml",
                    "<testsuite><testcase name='a'/><testcase name='b'/></testsuite>")),
        new Way(
            "an SLO",
            "POST /api/monitoring/slo-definitions",
            () -> engineer("POST", Api.SLO_DEFINITIONS, Api.slo("{}"))),
        new Way(
            "an SLO's edit",
            "PATCH /api/monitoring/slo-definitions/{id}",
            () -> engineer("PATCH", slo(), "{\"owner\": \"Enzo\"}")),
        new Way(
            "an SLO's move",
            "PATCH /api/monitoring/slo-definitions/{id}/lifecycle",
            () ->
                engineer(
                    "PATCH",
                    slo() + "/lifecycle",
                    "{\"lifecycle\": \"retired\", \"reason\": \"replaced\"}")),
        new Way(
            "a request for an exclusion",
            "POST /api/monitoring/slo-definitions/{id}/exclusions",
            () -> engineer("POST", slo() + "/exclusions", EXCLUSION)),
        new Way(
            "an exclusion's move",
            "PATCH /api/monitoring/slo-definitions/{id}/exclusions/{exclusionId}/status",
            LedgerRefusedTest::exclusion),
        new Way(
            "an OpenSLO file",
            "POST /api/monitoring/slos/openslo",
            () ->
                new Change(
                    Tokens.person("engineer"),
                    "POST",
                    Api.SLOS + "/openslo",
                    "application/yaml",
                    Api.openSlo("s-" + UUID.randomUUID()))),
        new Way(
            "a measurement",
            "POST /api/monitoring/slos",
            () -> engineer("POST", Api.SLOS, Api.measurement(Api.defined("{}"), 0))),
        new Way(
            "measurements",
            "POST /api/monitoring/slos/batch",
            () -> {
              var id = Api.defined("{}");
              return engineer(
                  "POST",
                  Api.SLOS + "/batch",
                  "[%s,%s]".formatted(Api.measurement(id, 0), Api.measurement(id, 1)));
            }),
        new Way(
            "a draft of evidence",
            "POST /api/compliance/evidence",
            () -> compliance("POST", Api.EVIDENCE, Api.evidence("{}"))),
        new Way(
            "an edit of evidence",
            "PATCH /api/compliance/evidence/{id}",
            () -> compliance("PATCH", evidence(), "{\"title\": \"Other\"}")),
        new Way(
            "evidence's move",
            "PATCH /api/compliance/evidence/{id}/status",
            () -> compliance("PATCH", evidence() + "/status", "{\"status\": \"withdrawn\"}")),
        new Way(
            "a file of evidence",
            "POST /api/compliance/evidence/{id}/files",
            () ->
                new Change(
                    Tokens.person("compliance"),
                    "POST",
                    evidence() + "/files?name=a.txt",
                    "text/plain",
                    "what was seen")),
        new Way(
            "a control's owner",
            "PATCH /api/compliance/controls/{framework}/{controlId}",
            LedgerRefusedTest::control),
        new Way(
            "a framework's scope",
            "PATCH /api/compliance/frameworks/{framework}",
            LedgerRefusedTest::scope),
        new Way(
            "an experiment",
            "POST /api/chaos/tests",
            () -> engineer("POST", Api.CHAOS, Api.chaosTest("{}"))),
        new Way(
            "what was seen of an experiment",
            "PATCH /api/chaos/tests/{id}/observations",
            () -> engineer("PATCH", experiment() + "/observations", "{\"errorRateBefore\": 0}")),
        new Way(
            "an experiment's end",
            "PATCH /api/chaos/tests/{id}/complete",
            () -> engineer("PATCH", experiment() + "/complete", "{}")),
        new Way(
            "an experiment's abort",
            "PATCH /api/chaos/tests/{id}/status",
            () ->
                engineer(
                    "PATCH",
                    experiment() + "/status",
                    "{\"status\": \"aborted\", \"reason\": \"customers suffered\"}")),
        new Way(
            "what was learnt from an experiment",
            "PATCH /api/chaos/tests/{id}",
            () -> engineer("PATCH", experiment(), "{\"lessonsLearned\": \"retry later\"}")),
        new Way(
            "a journal",
            "POST /api/chaos/tests/import",
            () ->
                engineer(
                    "POST",
                    Api.CHAOS + "/import?testType=queue_delay&target=t&environment=e",
                    "{\"experiment\": {\"title\": \"%s\"}, \"start\": \"2026-01-31T10:00:00\"}"
                        .formatted(UUID.randomUUID()))),
        mlflow("a registered model", "POST", "/registered-models/create", "{\"name\": \"%2$s\"}"),
        mlflow(
            "a model's new name",
            "POST",
            "/registered-models/rename",
            "{\"name\": \"%1$s\", \"new_name\": \"%2$s\"}"),
        mlflow(
            "a model's description",
            "PATCH",
            "/registered-models/update",
            "{\"name\": \"%1$s\", \"description\": \"x\"}"),
        mlflow("a model's end", "DELETE", "/registered-models/delete", "{\"name\": \"%1$s\"}"),
        mlflow(
            "a model's tag",
            "POST",
            "/registered-models/set-tag",
            "{\"name\": \"%1$s\", \"key\": \"%2$s\", \"value\": \"x\"}"),
        mlflow(
            "a model's tag less",
            "DELETE",
            "/registered-models/delete-tag",
            "{\"name\": \"%1$s\", \"key\": \"k\"}"),
        mlflow(
            "an alias",
            "POST",
            "/registered-models/alias",
            "{\"name\": \"%1$s\", \"alias\": \"newest\", \"version\": \"1\"}"),
        mlflow(
            "an alias less",
            "DELETE",
            "/registered-models/alias",
            "{\"name\": \"%1$s\", \"alias\": \"old\"}"),
        mlflow(
            "MLflow's next version",
            "POST",
            "/model-versions/create",
            "{\"name\": \"%1$s\", \"source\": \"s3://x\"}"),
        mlflow(
            "a version's description",
            "PATCH",
            "/model-versions/update",
            "{\"name\": \"%1$s\", \"version\": \"1\", \"description\": \"x\"}"),
        mlflow(
            "a version's stage",
            "POST",
            "/model-versions/transition-stage",
            "{\"name\": \"%1$s\", \"version\": \"1\", \"stage\": \"Archived\"}"),
        mlflow(
            "a version's end",
            "DELETE",
            "/model-versions/delete",
            "{\"name\": \"%1$s\", \"version\": \"1\"}"),
        mlflow(
            "a version's tag",
            "POST",
            "/model-versions/set-tag",
            "{\"name\": \"%1$s\", \"version\": \"1\", \"key\": \"%2$s\", \"value\": \"x\"}"),
        mlflow(
            "a version's tag less",
            "DELETE",
            "/model-versions/delete-tag",
            "{\"name\": \"%1$s\", \"version\": \"1\", \"key\": \"k\"}"),
        new Way(
            "a classification",
            "POST /api/compliance/data-classification",
            () -> compliance("POST", Api.CLASSIFICATIONS, Api.classification("{}"))),
        new Way(
            "a classification's edit",
            "PATCH /api/compliance/data-classification/{id}",
            () -> compliance("PATCH", classification(), "{\"owner\": \"Enzo\"}")),
        new Way(
            "a classification's review",
            "POST /api/compliance/data-classification/{id}/review",
            () -> compliance("POST", classification() + "/review", "{}")),
        new Way(
            "a deletion",
            "POST /api/compliance/data-classification/{id}/deletions",
            () ->
                compliance(
                    "POST",
                    classification() + "/deletions",
                    "{\"deletedUpTo\": \"2020-01-31T00:00:00Z\", \"recordsDeleted\": 1, \"proofReference\": \"x\"}")),
        new Way(
            "a use of data denied",
            "POST /api/compliance/data-classification/check",
            () ->
                compliance(
                    "POST",
                    Api.CLASSIFICATIONS + "/check",
                    "{\"dataAsset\": \"%s\", \"region\": \"DE\", \"purpose\": \"p\", \"role\": \"r\", \"encrypted\": true}"
                        .formatted(UUID.randomUUID()))),
        new Way(
            "an access review",
            "POST /api/compliance/access-reviews",
            () -> compliance("POST", Api.REVIEWS, Api.review("{}"))),
        new Way(
            "an access review's edit",
            "PATCH /api/compliance/access-reviews/{id}",
            () ->
                compliance(
                    "PATCH", Api.REVIEWS + "/" + Api.planned("{}"), "{\"reviewer\": \"Enzo\"}")),
        new Way(
            "an access review's start",
            "PATCH /api/compliance/access-reviews/{id}/status",
            () ->
                compliance(
                    "PATCH",
                    Api.REVIEWS + "/" + Api.planned("{}") + "/status",
                    "{\"status\": \"in_progress\", \"items\": %s}".formatted(TWO_ACCOUNTS))),
        new Way(
            "a decision on access",
            "POST /api/compliance/access-reviews/{id}/items/{itemId}/decision",
            () -> {
              var review = Api.started(TWO_ACCOUNTS);
              return compliance(
                  "POST",
                  "%s/%s/items/%s/decision"
                      .formatted(Api.REVIEWS, review, Api.items(review).getFirst()),
                  "{\"decision\": \"keep\"}");
            }),
        new Way(
            "decisions on access",
            "POST /api/compliance/access-reviews/{id}/decisions",
            () -> {
              var review = Api.started(TWO_ACCOUNTS);
              return compliance(
                  "POST", Api.REVIEWS + "/" + review + "/decisions", revokeAll(review));
            }),
        new Way(
            "a later snapshot of access",
            "POST /api/compliance/access-reviews/{id}/snapshots",
            () -> {
              var path = Api.REVIEWS + "/" + completed();
              return compliance(
                  "POST",
                  path + "/snapshots",
                  "{\"items\": [{\"username\": \"other\", \"currentPermissions\": []}]}");
            }),
        new Way(
            "a backup",
            "POST /api/backup/backups",
            () -> engineer("POST", Api.BACKUPS, Api.backup("{}"))),
        new Way(
            "a backup's good end",
            "PATCH /api/backup/backups/{id}/complete",
            () -> engineer("PATCH", begunBackup() + "/complete", Api.COMPLETION)),
        new Way(
            "a backup's bad end",
            "PATCH /api/backup/backups/{id}/fail",
            () -> engineer("PATCH", begunBackup() + "/fail", "{\"failureReason\": \"no room\"}")),
        new Way(
            "a backup's expiry",
            "PATCH /api/backup/backups/{id}/expire",
            () -> engineer("PATCH", backup() + "/expire", "{}")),
        new Way(
            "a restore",
            "POST /api/backup/backups/{id}/restore",
            () -> engineer("POST", backup() + "/restore", RESTORE)),
        new Way(
            "a restore's end by its backup",
            "PATCH /api/backup/backups/{id}/restore/complete",
            () -> {
              var backup = Api.completedBackup("{}");
              Api.begunRestore(backup);
              return engineer("PATCH", Api.BACKUPS + "/" + backup + "/restore/complete", USABLE);
            }),
        new Way(
            "a restore's start",
            "PATCH /api/backup/restores/{id}/start",
            () ->
                engineer(
                    "PATCH",
                    Api.RESTORES
                        + "/"
                        + Api.backups("POST", backup() + "/restore", RESTORE)
                            .extract()
                            .<String>path("id")
                        + "/start",
                    "{}")),
        new Way(
            "a restore's good end",
            "PATCH /api/backup/restores/{id}/complete",
            () -> engineer("PATCH", begunRestore() + "/complete", USABLE)),
        new Way(
            "a restore's bad end",
            "PATCH /api/backup/restores/{id}/fail",
            () -> engineer("PATCH", begunRestore() + "/fail", "{\"failureReason\": \"no room\"}")),
        new Way(
            "a backup policy",
            "POST /api/backup/policies",
            () -> engineer("POST", Api.BACKUP_POLICIES, backupPolicy())),
        new Way(
            "a backup policy's change",
            "PATCH /api/backup/policies/{id}",
            () -> {
              var asked = Api.engineer(Api.BACKUP_POLICIES, backupPolicy()).statusCode(202);
              new Change(
                      Tokens.person("compliance"),
                      "POST",
                      "/api/approvals/" + asked.extract().path("id") + "/decision",
                      "application/json",
                      "{\"decision\": \"approved\", \"reason\": \"checked\"}")
                  .send()
                  .statusCode(200);
              return engineer(
                  "PATCH",
                  Api.BACKUP_POLICIES + "/" + asked.extract().path("recordId"),
                  "{\"rto\": \"PT2H\", \"reason\": \"a test\"}");
            }),
        new Way("an erasure's request", "POST /api/audit/erasures", () -> erasure()),
        new Way(
            "an erasure",
            "POST /api/approvals/{id}/decision",
            () -> yes(erasure().send().statusCode(202).extract().path("id"))),
        new Way("a yes", "POST /api/approvals/{id}/decision", () -> decision("approved")),
        new Way("a no", "POST /api/approvals/{id}/decision", () -> decision("rejected")),
        new Way("a verification", "POST /api/audit/verify", LedgerRefusedTest::verification));
  }

  private static Change verification() {
    Await.noVerification();
    return new Change(
        Tokens.person("auditor"), "POST", "/api/audit/verify", "application/json", "");
  }

  private static final String WAIVE = "{\"required\": false, \"reason\": \"a test system\"}";

  @AfterEach
  void the_ledger_takes_lines_again() {
    Sql.run("DROP FUNCTION IF EXISTS refused_by_test() CASCADE");
    Await.noVerification();
  }

  @ParameterizedTest
  @MethodSource("everyWay")
  void a_change_without_its_line_does_not_happen(Way way) {
    for (var table : LEDGER) {
      if (table.equals("ledger_batch_rows")
          && !List.of(
                  "a batch",
                  "cloudevents",
                  "regression results",
                  "a JUnit report",
                  "measurements",
                  "an access review's start")
              .contains(way.name)) {
        continue;
      }
      var change = way.prepare.get();
      var before = Sql.everything();
      refuse(table);
      var answer = change.send();
      the_ledger_takes_lines_again();
      var body = answer.extract().asString();
      assertThat(answer.extract().statusCode()).as(table + ": " + body).isIn(500, 503);
      answer.contentType(Contract.problemType(change.path));
      assertTellsNothingOfTheInside(body);
      assertThat(body).doesNotContain("ledger_").doesNotContain("refused_by_test");
      assertThat(Sql.everything()).as(table).isEqualTo(before);
      assertThat(change.send().extract().statusCode())
          .as("once it works again")
          .isIn(200, 201, 202);
    }
  }

  @Test
  void a_read_of_the_whole_ledger_that_cannot_be_noted_is_not_answered() {
    with(Tokens.person("security")).get("/api/audit/entries").then().statusCode(200);
    Await.until(
        "something is sealed",
        Duration.ofSeconds(30),
        () -> Sql.number("SELECT count(*) FROM ledger_checkpoints") > 0);
    refuse("audit_log");
    for (var path : List.of("/entries", "/tile/entries/000.p/1")) {
      var answer = with(Tokens.person("security")).get("/api/audit" + path).then();
      assertThat(answer.extract().statusCode()).as(path).isIn(500, 503);
      assertTellsNothingOfTheInside(answer.extract().asString());
    }
  }

  @Test
  void right_answers_whose_read_cannot_be_noted_are_not_given() {
    var dataset = dataset();
    var before = Sql.everything();
    refuse("audit_log");
    for (var path : List.of("/items", "/diff?against=" + dataset.replaceAll(".*/", ""))) {
      var answer = with(Tokens.person("auditor")).get(dataset + path).then();
      assertThat(answer.extract().statusCode()).isIn(500, 503);
      assertThat(answer.extract().asString()).doesNotContain("12.34");
    }
    assertThat(Sql.everything()).isEqualTo(before);
  }

  @Test
  void a_file_whose_download_cannot_be_noted_is_not_given() {
    var files = evidence() + "/files";
    var id =
        with(Tokens.person("compliance"))
            .contentType("text/plain")
            .body("seen by nobody")
            .post(files + "?name=a.txt")
            .then()
            .statusCode(201)
            .extract()
            .<String>path("id");
    refuse("audit_log");
    for (var path : List.of(files + "/" + id, STATEMENT, RESULTS, BUNDLE)) {
      var answer = with(Tokens.person("auditor")).get(path).then();
      assertThat(answer.extract().statusCode()).isIn(500, 503);
      assertThat(answer.extract().asString()).doesNotContain("seen by nobody", "A.5.1");
    }
  }

  private static final String STATEMENT = "/api/compliance/controls/statement-of-applicability";

  private static final String BUNDLE = "/api/trust/bundle?framework=iso27001";

  private static final String RESULTS =
      "/api/compliance/oscal/assessment-results?framework=iso27001";

  @Test
  void no_changing_endpoint_is_left_out_here() {
    var changing =
        Contract.operations().stream()
            .filter(operation -> !operation.method().equals("GET"))
            .filter(operation -> !operation.path().endsWith("/get-latest-versions"))
            .map(Contract.Operation::name)
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(everyWay().map(Way::operation).collect(Collectors.toSet())).isEqualTo(changing);
  }

  private static void refuse(String table) {
    Sql.run(
        """
        CREATE OR REPLACE FUNCTION refused_by_test() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION 'refused_by_test'; END $$
        """);
    Sql.run(
        "CREATE TRIGGER refused_by_test BEFORE INSERT ON %s FOR EACH ROW EXECUTE FUNCTION refused_by_test()"
            .formatted(table));
  }

  /// A way by MLflow's protocol to change a model with one version, tagged `k`, called `old`.
  ///
  /// @param body with the model's name and a new one to be put in
  private static Way mlflow(String name, String method, String path, String body) {
    return new Way(
        name,
        method + " " + Api.MLFLOW + path,
        () -> {
          var model = "m-" + UUID.randomUUID();
          Api.registered("{\"name\": \"%s\", \"tags\": {\"k\": \"v\"}}".formatted(model));
          var id =
              Api.get(Api.MODELS + "?name=" + model).extract().path("items[0].registeredModelId");
          Api.as("engineer")
              .contentType(Api.MERGE_PATCH)
              .body("{\"tags\": {\"k\": \"v\"}, \"aliases\": {\"old\": \"1\"}}")
              .patch("/api/modelops/registered-models/" + id)
              .then()
              .statusCode(200);
          return engineer(
              method, Api.MLFLOW + path, body.formatted(model, "n-" + UUID.randomUUID()));
        });
  }

  private static Change post(String path, String body) {
    return new Change(Tokens.machine("ingest_events"), "POST", path, "application/json", body);
  }

  private static Change patch(String id, String path, String body) {
    return new Change(
        Tokens.person("security"), "PATCH", EVENTS + "/" + id + path, "application/json", body);
  }

  private static final String SERVICE = "{\"service\": \"filing\"}";
  private static final String ITEM =
      "{\"title\": \"Alert on it\", \"owner\": \"Selma\", \"dueAt\": \"2026-12-31T00:00:00Z\"}";

  private static Change security(String method, String path, String body) {
    return new Change(Tokens.person("security"), method, path, "application/json", body);
  }

  private static Change engineer(String method, String path, String body) {
    return new Change(Tokens.person("engineer"), method, path, "application/json", body);
  }

  private static Change compliance(String method, String path, String body) {
    return new Change(Tokens.person("compliance"), method, path, "application/json", body);
  }

  private static String evidence() {
    return Api.EVIDENCE + "/" + Api.drafted("{}");
  }

  /// Each says something that was not said before.
  private static Change control() {
    return compliance(
        "PATCH",
        "/api/compliance/controls/gdpr/Art.24",
        "{\"owner\": \"%s\"}".formatted(UUID.randomUUID()));
  }

  private static Change scope() {
    Sql.run("UPDATE compliance_scopes SET categories = '{rights}' WHERE framework = 'gdpr'");
    return compliance(
        "PATCH",
        "/api/compliance/frameworks/gdpr",
        """
        {"categories": ["principles", "rights", "accountability", "security", "impact", "transfers"], "reason": "all"}
        """);
  }

  /// The path of a new golden dataset.
  private static String dataset() {
    return Api.DATASETS + "/" + Api.golden("{}");
  }

  /// The path of a new SLO.
  private static String slo() {
    return Api.SLO_DEFINITIONS + "/" + Api.defined("{}");
  }

  private static final String EXCLUSION =
      """
      {"startsAt": "2026-01-31T10:00:00Z", "endsAt": "2026-01-31T11:00:00Z", "reason": "an upgrade"}
      """;

  /// An approved one is revoked.
  private static Change exclusion() {
    var exclusions = slo() + "/exclusions";
    var approval =
        engineer("POST", exclusions, EXCLUSION).send().statusCode(202).extract().<String>path("id");
    new Change(
            Tokens.person("compliance"),
            "POST",
            "/api/approvals/" + approval + "/decision",
            "application/json",
            "{\"decision\": \"approved\", \"reason\": \"checked\"}")
        .send()
        .statusCode(200);
    return engineer(
        "PATCH",
        exclusions + "/" + Api.get(exclusions).extract().<String>path("items[0].id") + "/status",
        "{\"status\": \"revoked\", \"reason\": \"it was none\"}");
  }

  private static final String RESTORE = "{\"targetEnvironment\": \"drill-1\"}";
  private static final String USABLE = "{\"usableAt\": \"2026-02-01T03:12:34Z\"}";

  /// The path of a backup that has begun.
  private static String begunBackup() {
    return Api.BACKUPS + "/" + Api.begunBackup("{}");
  }

  /// The path of a completed backup, of a target of its own.
  private static String backup() {
    return Api.BACKUPS
        + "/"
        + Api.completedBackup("{\"target\": \"%s\"}".formatted(UUID.randomUUID()));
  }

  private static String begunRestore() {
    return Api.RESTORES + "/" + Api.begunRestore(Api.completedBackup("{}"));
  }

  /// A policy of a target of its own.
  private static String backupPolicy() {
    return Api.backupPolicy("{\"target\": \"%s\"}".formatted(UUID.randomUUID()));
  }

  /// The path of a running experiment.
  private static String experiment() {
    return Api.CHAOS + "/" + Api.experiment("{}");
  }

  private static String version() {
    return Api.MODELS + "/" + Api.registered("{}");
  }

  /// The path of a new incident.
  private static String incident() {
    return Api.INCIDENTS + "/" + Api.opened("{}");
  }

  private static String item() {
    var items = incident() + "/action-items";
    return items + "/" + Api.post(items, ITEM).statusCode(201).extract().<String>path("id");
  }

  private static String rotation() {
    var id =
        Api.post(Api.ROTATIONS, Api.rotation("{}")).statusCode(201).extract().<String>path("id");
    return Api.ROTATIONS + "/" + id;
  }

  /// A place knows more than the ledger; what was asked for because of it before is turned down.
  private static Change epoch() {
    Sql.run(
        """
        INSERT INTO ledger_anchors (name, anchored_size, ahead_epoch, ahead_size, failures, next_at)
        VALUES ('lost', 0, 1000, 1000000000, 0, now()) ON CONFLICT DO NOTHING
        """);
    List<String> waiting =
        with(Tokens.person("compliance"))
            .get("/api/approvals?action=ledger_epoch.open&status=pending")
            .then()
            .statusCode(200)
            .extract()
            .path("items.id");
    for (var id : waiting) {
      new Change(
              Tokens.person("compliance"),
              "POST",
              "/api/approvals/" + id + "/decision",
              "application/json",
              "{\"decision\": \"rejected\", \"reason\": \"nothing is lost\"}")
          .send()
          .statusCode(200);
    }
    return new Change(
        Tokens.person("admin"),
        "POST",
        "/api/audit/epochs",
        "application/json",
        "{\"reason\": \"the database was restored\"}");
  }

  /// One request at a time may wait for a second person.
  private static Change policy() {
    Sql.run(
        "UPDATE approvals SET status = 'expired' WHERE action = 'rotation_policy.change' AND status = 'pending'");
    return new Change(
        Tokens.person("admin"),
        "PATCH",
        Api.ROTATIONS + "/policy",
        "application/json",
        "{\"limits\": [{\"secretType\": \"other\", \"maxIntervalDays\": 60}], \"reason\": \"a test\"}");
  }

  private static Change override() {
    var version = version();
    for (var status : List.of("validating", "staging")) {
      engineer("PATCH", version + "/status", "{\"status\": \"%s\"}".formatted(status))
          .send()
          .statusCode(200);
    }
    return new Change(
        Tokens.person("admin"),
        "POST",
        version + "/gate/override",
        "application/json",
        "{\"reason\": \"a test\"}");
  }

  private static Change decision(String decision) {
    var id =
        patch(recorded("{}"), "/authority-report", WAIVE)
            .send()
            .statusCode(202)
            .extract()
            .<String>path("id");
    return decision(id, decision);
  }

  private static Change yes(String id) {
    return decision(id, "approved");
  }

  private static Change decision(String id, String decision) {
    return new Change(
        Tokens.person("compliance"),
        "POST",
        "/api/approvals/" + id + "/decision",
        "application/json",
        "{\"decision\": \"%s\", \"reason\": \"checked\"}".formatted(decision));
  }

  private static Change erasure() {
    return new Change(
        Tokens.person("admin"),
        "POST",
        "/api/audit/erasures",
        "application/json",
        "{\"recordType\": \"security_event\", \"recordId\": \"%s\", \"gdprReference\": \"DSR-1\", \"reason\": \"asked to\"}"
            .formatted(Api.recorded("{}")));
  }

  private static final String TWO_ACCOUNTS =
      "[{\"username\": \"a\", \"currentPermissions\": [\"x\"]}, {\"username\": \"b\", \"currentPermissions\": []}]";

  private static String classification() {
    return Api.CLASSIFICATIONS + "/" + Api.classified("{}");
  }

  private static String revokeAll(String review) {
    return Api.items(review).stream()
        .map("{\"itemId\": \"%s\", \"decision\": \"revoke\", \"reason\": \"left\"}"::formatted)
        .collect(Collectors.joining(",", "{\"decisions\": [", "]}"));
  }

  /// The id of a completed review with two revocations.
  private static String completed() {
    var review = Api.started(TWO_ACCOUNTS);
    Api.compliance("POST", Api.REVIEWS + "/" + review + "/decisions", revokeAll(review))
        .statusCode(200);
    Api.compliance("PATCH", Api.REVIEWS + "/" + review + "/status", "{\"status\": \"completed\"}")
        .statusCode(200);
    return review;
  }

  private static String cloudEvent() {
    return "{\"specversion\": \"1.0\", \"id\": \"%s\", \"source\": \"/s\", \"type\": \"t\", \"data\": %s}"
        .formatted(UUID.randomUUID(), event("{}"));
  }
}
