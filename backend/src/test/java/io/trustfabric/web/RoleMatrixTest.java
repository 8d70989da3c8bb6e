package io.trustfabric.web;

import static io.restassured.RestAssured.given;
import static io.trustfabric.testing.Api.isProblem;
import static io.trustfabric.testing.Api.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.trustfabric.testing.Api;
import io.trustfabric.testing.Await;
import io.trustfabric.testing.BadTokens;
import io.trustfabric.testing.Contract;
import io.trustfabric.testing.PostgresResource;
import io.trustfabric.testing.Sql;
import io.trustfabric.testing.Tokens;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class RoleMatrixTest {

  private static final List<String> PEOPLE =
      List.of("viewer", "auditor", "engineer", "security", "compliance", "admin");

  private static final List<String> MACHINES =
      List.of(
          "ingest_events",
          "report_tests",
          "report_models",
          "report_slos",
          "report_backups",
          "report_chaos",
          "check_data");

  /// Who may call what: written by hand from domain.md, not derived from the code.
  private static final String TABLE =
      """
      GET   /api/me                                         | viewer auditor engineer security compliance admin
      GET   /api/trust/live                                 | viewer auditor engineer security compliance admin
      GET   /api/trust/overview                             | viewer auditor engineer security compliance admin
      GET   /api/trust/bundle                               | auditor compliance admin
      GET   /api/trust/score                                | viewer auditor engineer security compliance admin
      GET   /api/trust/score/history                        | viewer auditor engineer security compliance admin
      GET   /api/approvals                                  | viewer auditor engineer security compliance admin
      GET   /api/approvals/{id}                             | viewer auditor engineer security compliance admin
      POST  /api/approvals/{id}/decision                    | compliance admin
      GET   /api/audit/entries                              | auditor security compliance admin
      GET   /api/audit/records/{recordType}/{recordId}      | viewer auditor engineer security compliance admin
      GET   /api/audit/records/{recordType}/{recordId}/state | viewer auditor engineer security compliance admin
      GET   /api/audit/erasures                             | auditor security compliance admin
      POST  /api/audit/erasures                             | compliance admin
      GET   /api/audit/entries/{position}/proof             | viewer auditor engineer security compliance admin
      GET   /api/audit/entries/{position}/tlog-proof        | viewer auditor engineer security compliance admin
      GET   /api/audit/entries/{position}/rows/{rowIndex}/proof | viewer auditor engineer security compliance admin
      GET   /api/audit/consistency                          | viewer auditor engineer security compliance admin
      GET   /api/audit/checkpoint                           | viewer auditor engineer security compliance admin
      GET   /api/audit/anchors                              | viewer auditor engineer security compliance admin
      POST  /api/audit/epochs                               | admin
      GET   /api/audit/keys                                 | viewer auditor engineer security compliance admin
      GET   /api/audit/tile/{level}/{tile}                  | auditor security compliance admin
      GET   /api/audit/tile/entries/{tile}                  | auditor security compliance admin
      POST  /api/audit/verify                               | auditor security compliance admin
      GET   /api/audit/verifications                        | auditor security compliance admin
      GET   /api/audit/verifications/{id}                   | auditor security compliance admin
      GET   /api/security/events                            | viewer auditor engineer security compliance admin
      GET   /api/security/events/summary                    | viewer auditor engineer security compliance admin
      GET   /api/security/events/{id}                       | viewer auditor engineer security compliance admin
      POST  /api/security/events                            | ingest_events engineer security admin
      POST  /api/security/events/batch                      | ingest_events engineer security admin
      POST  /api/security/events/cloudevents                | ingest_events engineer security admin
      PATCH /api/security/events/{id}                       | engineer security admin
      PATCH /api/security/events/{id}/status                | engineer security admin
      PATCH /api/security/events/{id}/authority-report      | security admin
      GET   /api/security/incidents | viewer auditor engineer security compliance admin
      GET   /api/security/incidents/metrics | viewer auditor engineer security compliance admin
      GET   /api/security/incidents/action-items | viewer auditor engineer security compliance admin
      GET   /api/security/incidents/{id} | viewer auditor engineer security compliance admin
      GET   /api/security/incidents/{id}/timeline | viewer auditor engineer security compliance admin
      GET   /api/security/incidents/{id}/postmortem-template | viewer auditor engineer security compliance admin
      POST  /api/security/incidents | engineer security admin
      PATCH /api/security/incidents/{id} | engineer security admin
      PATCH /api/security/incidents/{id}/clock | engineer security admin
      PATCH /api/security/incidents/{id}/status | engineer security admin
      POST  /api/security/incidents/{id}/timeline | engineer security admin
      POST  /api/security/incidents/{id}/action-items | engineer security admin
      PATCH /api/security/incidents/{id}/action-items/{itemId} | engineer security admin
      PATCH /api/security/incidents/{id}/action-items/{itemId}/status | engineer security admin
      POST  /api/security/events/{id}/escalate | engineer security admin
      GET   /api/security/secret-rotations | viewer auditor engineer security compliance admin
      GET   /api/security/secret-rotations/due | viewer auditor engineer security compliance admin
      GET   /api/security/secret-rotations/policy | viewer auditor engineer security compliance admin
      GET   /api/security/secret-rotations/{id} | viewer auditor engineer security compliance admin
      POST  /api/security/secret-rotations | security admin
      PATCH /api/security/secret-rotations/{id}/status | security admin
      PATCH /api/security/secret-rotations/policy | admin
      GET   /api/quality/golden-datasets | viewer auditor engineer security compliance admin
      GET   /api/quality/golden-datasets/{id} | viewer auditor engineer security compliance admin
      GET   /api/quality/golden-datasets/{id}/items | viewer auditor engineer security compliance admin
      GET   /api/quality/golden-datasets/{id}/diff | viewer auditor engineer security compliance admin
      POST  /api/quality/golden-datasets | engineer admin
      POST  /api/quality/golden-datasets/{id}/versions | engineer admin
      PATCH /api/quality/golden-datasets/{id}/status | engineer admin
      GET   /api/modelops/models | viewer auditor engineer security compliance admin
      GET   /api/modelops/models/{id} | viewer auditor engineer security compliance admin
      GET   /api/modelops/models/{id}/baseline | viewer auditor engineer security compliance admin
      POST  /api/modelops/models | report_models engineer admin
      PATCH /api/modelops/models/{id} | engineer admin
      PATCH /api/modelops/models/{id}/status | engineer admin
      GET   /api/modelops/models/{id}/gate | viewer auditor engineer security compliance admin
      POST  /api/modelops/models/{id}/gate/override | admin
      GET   /api/modelops/models/{id}/promotions | viewer auditor engineer security compliance admin
      GET   /api/modelops/gate-policy | viewer auditor engineer security compliance admin
      PUT   /api/modelops/gate-policy | engineer admin
      GET   /api/modelops/gate-policy/versions | viewer auditor engineer security compliance admin
      GET   /api/modelops/gate-policy/versions/{id} | viewer auditor engineer security compliance admin
      GET   /api/modelops/registered-models | viewer auditor engineer security compliance admin
      GET   /api/modelops/registered-models/{id} | viewer auditor engineer security compliance admin
      PATCH /api/modelops/registered-models/{id} | engineer admin
      GET   /api/modelops/drift-detections | viewer auditor engineer security compliance admin
      GET   /api/modelops/drift-detections/{id} | viewer auditor engineer security compliance admin
      POST  /api/modelops/drift-detections | report_models engineer admin
      PATCH /api/modelops/drift-detections/{id}/status | engineer admin
      POST  /api/quality/golden-datasets/{id}/evaluations | report_tests engineer admin
      GET   /api/quality/evaluations | viewer auditor engineer security compliance admin
      GET   /api/quality/evaluations/{id} | viewer auditor engineer security compliance admin
      GET   /api/quality/evaluations/{id}/outcomes | viewer auditor engineer security compliance admin
      GET   /api/quality/regression-tests | viewer auditor engineer security compliance admin
      GET   /api/quality/regression-tests/{id} | viewer auditor engineer security compliance admin
      GET   /api/quality/regression-tests/suites | viewer auditor engineer security compliance admin
      GET   /api/quality/regression-tests/suites/standings | viewer auditor engineer security compliance admin
      GET   /api/quality/regression-tests/suite/{testSuite}/summary | viewer auditor engineer security compliance admin
      POST  /api/quality/regression-tests | report_tests engineer admin
      POST  /api/quality/regression-tests/batch | report_tests engineer admin
      POST  /api/quality/regression-tests/import | report_tests engineer admin
      GET   /api/monitoring/slo-definitions | viewer auditor engineer security compliance admin
      GET   /api/monitoring/slo-definitions/{id} | viewer auditor engineer security compliance admin
      GET   /api/monitoring/slo-definitions/{id}/status | viewer auditor engineer security compliance admin
      GET   /api/monitoring/slo-definitions/{id}/alerts | viewer auditor engineer security compliance admin
      GET   /api/monitoring/slo-definitions/{id}/series | viewer auditor engineer security compliance admin
      GET   /api/monitoring/slo-definitions/{id}/exclusions | viewer auditor engineer security compliance admin
      POST  /api/monitoring/slo-definitions | engineer admin
      PATCH /api/monitoring/slo-definitions/{id} | engineer admin
      PATCH /api/monitoring/slo-definitions/{id}/lifecycle | engineer admin
      POST  /api/monitoring/slo-definitions/{id}/exclusions | engineer admin
      PATCH /api/monitoring/slo-definitions/{id}/exclusions/{exclusionId}/status | engineer admin
      GET   /api/monitoring/slos | viewer auditor engineer security compliance admin
      GET   /api/monitoring/slos/{id} | viewer auditor engineer security compliance admin
      POST  /api/monitoring/slos | report_slos engineer admin
      POST  /api/monitoring/slos/batch | report_slos engineer admin
      GET   /api/monitoring/slos/openslo | viewer auditor engineer security compliance admin
      POST  /api/monitoring/slos/openslo | engineer admin
      GET   /api/monitoring/slos/prometheus-rules | viewer auditor engineer security compliance admin
      GET   /api/monitoring/services | viewer auditor engineer security compliance admin
      GET   /api/compliance/frameworks | viewer auditor engineer security compliance admin
      GET   /api/compliance/frameworks/{framework} | viewer auditor engineer security compliance admin
      PATCH /api/compliance/frameworks/{framework} | compliance admin
      GET   /api/compliance/controls | viewer auditor engineer security compliance admin
      GET   /api/compliance/controls/statement-of-applicability | viewer auditor engineer security compliance admin
      GET   /api/compliance/controls/{framework}/{controlId} | viewer auditor engineer security compliance admin
      PATCH /api/compliance/controls/{framework}/{controlId} | compliance admin
      GET   /api/compliance/coverage | viewer auditor engineer security compliance admin
      GET   /api/compliance/evidence | viewer auditor engineer security compliance admin
      GET   /api/compliance/evidence/due-reviews | viewer auditor engineer security compliance admin
      GET   /api/compliance/evidence/{id} | viewer auditor engineer security compliance admin
      GET   /api/compliance/evidence/{id}/revisions | viewer auditor engineer security compliance admin
      GET   /api/compliance/evidence/{id}/revisions/{number} | viewer auditor engineer security compliance admin
      POST  /api/compliance/evidence | compliance admin
      PATCH /api/compliance/evidence/{id} | compliance admin
      PATCH /api/compliance/evidence/{id}/status | compliance admin
      POST  /api/compliance/evidence/{id}/files | compliance admin
      GET   /api/compliance/evidence/{id}/files/{fileId} | auditor compliance admin
      GET   /api/compliance/evidence-rules | viewer auditor engineer security compliance admin
      GET   /api/compliance/oscal/catalog | auditor compliance admin
      GET   /api/compliance/oscal/assessment-plan | auditor compliance admin
      GET   /api/compliance/oscal/assessment-results | auditor compliance admin
      GET   /api/chaos/tests | viewer auditor engineer security compliance admin
      GET   /api/chaos/tests/{id} | viewer auditor engineer security compliance admin
      GET   /api/chaos/summary | viewer auditor engineer security compliance admin
      POST  /api/chaos/tests | report_chaos engineer admin
      POST  /api/chaos/tests/import | report_chaos engineer admin
      PATCH /api/chaos/tests/{id} | report_chaos engineer admin
      PATCH /api/chaos/tests/{id}/observations | report_chaos engineer admin
      PATCH /api/chaos/tests/{id}/complete | report_chaos engineer admin
      PATCH /api/chaos/tests/{id}/status | report_chaos engineer admin
      POST  /api/2.0/mlflow/registered-models/create | report_models engineer admin
      GET   /api/2.0/mlflow/registered-models/get | report_models viewer auditor engineer security compliance admin
      GET   /api/2.0/mlflow/registered-models/search | viewer auditor engineer security compliance admin
      POST  /api/2.0/mlflow/registered-models/rename | engineer admin
      PATCH /api/2.0/mlflow/registered-models/update | engineer admin
      DELETE /api/2.0/mlflow/registered-models/delete | engineer admin
      GET   /api/2.0/mlflow/registered-models/get-latest-versions | viewer auditor engineer security compliance admin
      POST  /api/2.0/mlflow/registered-models/get-latest-versions | viewer auditor engineer security compliance admin
      POST  /api/2.0/mlflow/registered-models/set-tag | report_models engineer admin
      DELETE /api/2.0/mlflow/registered-models/delete-tag | report_models engineer admin
      GET   /api/2.0/mlflow/registered-models/alias | viewer auditor engineer security compliance admin
      POST  /api/2.0/mlflow/registered-models/alias | engineer admin
      DELETE /api/2.0/mlflow/registered-models/alias | engineer admin
      POST  /api/2.0/mlflow/model-versions/create | report_models engineer admin
      GET   /api/2.0/mlflow/model-versions/get | report_models viewer auditor engineer security compliance admin
      GET   /api/2.0/mlflow/model-versions/get-download-uri | viewer auditor engineer security compliance admin
      GET   /api/2.0/mlflow/model-versions/search | viewer auditor engineer security compliance admin
      PATCH /api/2.0/mlflow/model-versions/update | engineer admin
      POST  /api/2.0/mlflow/model-versions/transition-stage | engineer admin
      DELETE /api/2.0/mlflow/model-versions/delete | engineer admin
      POST  /api/2.0/mlflow/model-versions/set-tag | report_models engineer admin
      DELETE /api/2.0/mlflow/model-versions/delete-tag | report_models engineer admin
      GET   /api/compliance/data-classification | viewer auditor engineer security compliance admin
      GET   /api/compliance/data-classification/summary | viewer auditor engineer security compliance admin
      GET   /api/compliance/data-classification/retention-due | viewer auditor engineer security compliance admin
      GET   /api/compliance/data-classification/{id} | viewer auditor engineer security compliance admin
      GET   /api/compliance/data-classification/{id}/deletions | viewer auditor engineer security compliance admin
      GET   /api/compliance/data-classification/{id}/deletions/{deletionId} | viewer auditor engineer security compliance admin
      POST  /api/compliance/data-classification | compliance admin
      POST  /api/compliance/data-classification/check | check_data compliance admin
      PATCH /api/compliance/data-classification/{id} | compliance admin
      POST  /api/compliance/data-classification/{id}/review | compliance admin
      POST  /api/compliance/data-classification/{id}/deletions | compliance admin
      GET   /api/compliance/access-reviews | viewer auditor engineer security compliance admin
      GET   /api/compliance/access-reviews/{id} | viewer auditor engineer security compliance admin
      GET   /api/compliance/access-reviews/{id}/items | viewer auditor engineer security compliance admin
      GET   /api/compliance/access-reviews/{id}/items/{itemId} | viewer auditor engineer security compliance admin
      GET   /api/compliance/access-reviews/{id}/snapshots | viewer auditor engineer security compliance admin
      GET   /api/compliance/access-reviews/{id}/snapshots/{snapshotId} | viewer auditor engineer security compliance admin
      POST  /api/compliance/access-reviews | compliance admin
      PATCH /api/compliance/access-reviews/{id} | compliance admin
      PATCH /api/compliance/access-reviews/{id}/status | compliance admin
      POST  /api/compliance/access-reviews/{id}/items/{itemId}/decision | compliance admin
      POST  /api/compliance/access-reviews/{id}/decisions | compliance admin
      POST  /api/compliance/access-reviews/{id}/snapshots | compliance admin
      GET   /api/backup/backups | viewer auditor engineer security compliance admin
      GET   /api/backup/backups/{id} | viewer auditor engineer security compliance admin
      GET   /api/backup/backups/{id}/chain | viewer auditor engineer security compliance admin
      POST  /api/backup/backups | report_backups engineer admin
      PATCH /api/backup/backups/{id}/complete | report_backups engineer admin
      PATCH /api/backup/backups/{id}/fail | report_backups engineer admin
      PATCH /api/backup/backups/{id}/expire | report_backups engineer admin
      POST  /api/backup/backups/{id}/restore | report_backups engineer admin
      PATCH /api/backup/backups/{id}/restore/complete | report_backups engineer admin
      GET   /api/backup/restores | viewer auditor engineer security compliance admin
      GET   /api/backup/restores/trend | viewer auditor engineer security compliance admin
      GET   /api/backup/restores/{id} | viewer auditor engineer security compliance admin
      PATCH /api/backup/restores/{id}/start | report_backups engineer admin
      PATCH /api/backup/restores/{id}/complete | report_backups engineer admin
      PATCH /api/backup/restores/{id}/fail | report_backups engineer admin
      GET   /api/backup/policies | viewer auditor engineer security compliance admin
      GET   /api/backup/policies/{id} | viewer auditor engineer security compliance admin
      POST  /api/backup/policies | engineer admin
      PATCH /api/backup/policies/{id} | engineer admin
      GET   /api/backup/retention | viewer auditor engineer security compliance admin report_backups
      GET   /api/backup/summary | viewer auditor engineer security compliance admin
      """;

  private static final Map<String, Set<String>> ALLOWED = allowed();

  static Stream<String> operations() {
    return ALLOWED.keySet().stream();
  }

  @AfterAll
  static void nothing_goes_on() {
    Await.noVerification();
  }

  @Test
  void the_table_holds_every_operation_of_the_document_with_its_roles_and_no_other() {
    var documented = new TreeMap<String, Set<String>>();
    for (var operation : Contract.operations()) {
      var roles = new TreeSet<String>();
      operation.node().path("x-roles").forEach(role -> roles.add(role.textValue()));
      documented.put(operation.name(), roles);
    }
    assertThat(documented).isEqualTo(ALLOWED);
  }

  @ParameterizedTest
  @MethodSource("operations")
  void every_role_may_what_the_table_says_and_nothing_else(String operation) {
    PEOPLE.forEach(role -> check(operation, role, Tokens.person(role)));
    MACHINES.forEach(role -> check(operation, role, Tokens.machine(role)));
    check(operation, "no role of ours", Tokens.person("nobody", "offline_access"));
  }

  @ParameterizedTest
  @MethodSource("operations")
  void nobody_gets_in_without_a_sound_token(String operation) {
    var answer = call(operation, given());
    isRefused(operation, answer, 401, "unauthenticated").header("WWW-Authenticate", "Bearer");
    BadTokens.all()
        .forEach(
            (what, token) ->
                isRefused(operation, call(operation, with(token)), 401, "unauthenticated"));
    isRefused(
        operation,
        call(operation, given().header("Authorization", "Basic YWRtaW46YWRtaW4=")),
        401,
        "unauthenticated");
  }

  @ParameterizedTest
  @MethodSource("operations")
  void an_auditor_whose_grant_has_ended_is_no_auditor(String operation) {
    var ended = BadTokens.auditorUntil(Instant.now().minusSeconds(1).toString());
    isRefused(operation, call(operation, with(ended)), 403, "forbidden");
  }

  @Test
  void an_auditor_whose_grant_has_no_sound_end_is_no_auditor() {
    for (var token :
        List.of(
            BadTokens.auditorWithoutEnd(),
            BadTokens.auditorUntil("2020-01-01T00:00:00Z"),
            BadTokens.auditorUntil("tomorrow"))) {
      with(token).get("/api/audit/entries").then().statusCode(403);
    }
  }

  @Test
  void an_auditor_whose_grant_runs_may_read_the_whole_ledger() {
    with(BadTokens.auditorUntil(Instant.now().plusSeconds(60).toString()))
        .get("/api/audit/entries")
        .then()
        .statusCode(200);
  }

  @Test
  void an_ended_grant_takes_no_other_role_away() {
    var token =
        Tokens.token(
            "both",
            List.of("auditor", "engineer"),
            Duration.ofMinutes(5),
            Tokens.AUDIENCE,
            Map.of("auditor_until", "2020-01-01T00:00:00Z"));
    with(token).get("/api/security/events").then().statusCode(200);
    isProblem(with(token).get("/api/audit/entries").then(), 403, "forbidden");
    assertThat(with(token).get("/api/me").then().extract().<List<String>>path("roles"))
        .containsExactly("engineer");
  }

  @Test
  void who_i_am_is_told_as_the_token_says() {
    for (var role : PEOPLE) {
      var me = with(Tokens.person(role)).get("/api/me").then().statusCode(200).extract().jsonPath();
      assertThat(me.getString("subject")).isEqualTo(role);
      assertThat(me.getString("issuer")).isEqualTo("https://issuer.test/realms/trust-fabric");
      assertThat(me.getList("roles", String.class)).containsExactly(role);
    }
  }

  @Test
  void a_refused_caller_changes_nothing() {
    Await.noVerification();
    var before = Sql.everything();
    ALLOWED.keySet().forEach(operation -> call(operation, with(Tokens.machine("check_data"))));
    ALLOWED.keySet().forEach(operation -> call(operation, given()));
    assertThat(Sql.everything()).isEqualTo(before);
  }

  private static void check(String operation, String role, String token) {
    var answer = call(operation, with(token));
    if (ALLOWED.get(operation).contains(role)) {
      assertThat(answer.extract().statusCode()).as(operation + " as " + role).isNotIn(401, 403);
    } else {
      isRefused(operation, answer, 403, "forbidden");
    }
  }

  private static ValidatableResponse isRefused(
      String operation, ValidatableResponse answer, int status, String kind) {
    var path = operation.substring(operation.indexOf(' ') + 1);
    return Api.isRefused(
        path, answer, status, kind, status == 401 ? "UNAUTHENTICATED" : "PERMISSION_DENIED");
  }

  /// Calls with what is refused at the latest after the role was checked, or only reads.
  private static ValidatableResponse call(String operation, RequestSpecification request) {
    var method = operation.substring(0, operation.indexOf(' '));
    var path =
        operation
            .substring(operation.indexOf(' ') + 1)
            .replace("{recordType}", "security_event")
            .replaceAll("\\{[a-zA-Z]+}", "0199f0f0-0000-7000-8000-000000000000");
    if (path.equals("/api/trust/live")) {
      request.queryParam("from", "nowhere");
    }
    if (path.endsWith("/regression-tests/import")) {
      request.contentType("application/xml").body("<x/>");
    } else if (operation.equals("POST /api/monitoring/slos/openslo")) {
      request.contentType("text/yaml").body("a: 1".getBytes(StandardCharsets.UTF_8));
    } else if (!method.equals("GET")) {
      request.contentType("application/json").body("{}");
    }
    return request.request(method, path).then();
  }

  private static Map<String, Set<String>> allowed() {
    var table = new TreeMap<String, Set<String>>();
    TABLE
        .lines()
        .map(line -> line.split("\\|"))
        .forEach(
            line ->
                table.put(
                    line[0].strip().replaceAll(" +", " "),
                    Arrays.stream(line[1].strip().split(" "))
                        .collect(Collectors.toCollection(TreeSet::new))));
    return table;
  }
}
