package io.trustfabric.chaos.experiments;

import static io.trustfabric.testing.Api.CHAOS;
import static io.trustfabric.testing.Api.MERGE_PATCH;
import static io.trustfabric.testing.Api.as;
import static io.trustfabric.testing.Api.chaosTest;
import static io.trustfabric.testing.Api.engineer;
import static io.trustfabric.testing.Api.experiment;
import static io.trustfabric.testing.Api.get;
import static io.trustfabric.testing.Api.isInvalid;
import static io.trustfabric.testing.Api.isProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.trustfabric.testing.Api;
import io.trustfabric.testing.FakePrometheus;
import io.trustfabric.testing.PostgresResource;
import io.trustfabric.testing.Sql;
import io.trustfabric.testing.Together;
import io.trustfabric.testing.Tokens;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(FakePrometheus.class)
class ChaosTestTest {

  private static final String TIMES =
      """
      "faultInjectedAt": "2026-01-31T10:01:00Z", "faultClearedAt": "2026-01-31T10:03:00Z",
      "recoveredAt": "2026-01-31T10:03:12.5Z"
      """;

  private static final String WELL =
      """
      "errorRateBefore": 0.001, "errorRateDuring": 0.1, "errorRateAfter": 0.002,
      "measurements": [{"probe": "state", "phase": "before", "text": "up"},
        {"probe": "state", "phase": "during", "text": "down"},
        {"probe": "state", "phase": "after", "at": "2026-01-31T10:04:00Z", "text": "up"}]
      """;

  private static final String DONE =
      """
      "activities": [{"name": "cut the line", "role": "method", "end": "succeeded"},
        {"name": "mend the line", "role": "rollback", "end": "succeeded"}],
      "completedAt": "2026-01-31T10:05:00Z"
      """;

  @Inject ChaosDeadlines deadlines;

  private final String target = "target-" + UUID.randomUUID();

  @Test
  void an_experiment_that_held_passes_with_its_figures_rule_by_rule() {
    var id = started("{}");
    complete(id, "{%s, %s, %s}".formatted(TIMES, WELL, DONE))
        .statusCode(200)
        .header("ETag", notNullValue())
        .body("status", equalTo("completed"))
        .body("outcome", equalTo("passed"))
        .body("recoveryTimeMs", is(12_500))
        .body("nextStatuses", empty())
        .body("errorRateDuring", equalTo(0.1f))
        .body("latencyP95During", nullValue())
        .body("measurements.toleranceMet", contains(true, null, true))
        .body(
            "reasons.rule",
            contains(
                "steady_before",
                "fault_injected",
                "steady_during",
                "steady_after",
                "activities",
                "rollbacks",
                "recovery",
                "ran_to_end"))
        .body("reasons.finding.unique()", contains("held"))
        .body(
            "reasons[0].figures",
            contains(
                "errors before: 0.001, tolerated: at most 0.01",
                "state before: up, tolerated: one of up"))
        .body("reasons[6].figures", contains("recovered after 12500 ms"));
    get(CHAOS + "/" + id).statusCode(200).body("outcome", equalTo("passed"));
  }

  @Test
  void the_line_of_a_passed_experiment_says_all_that_evidence_needs() {
    var id = started("{}");
    complete(id, "{%s, %s, %s}".formatted(TIMES, WELL, DONE)).statusCode(200);
    var line =
        get("/api/audit/records/chaos_test_result/" + id)
            .statusCode(200)
            .body(
                "items.action",
                contains("chaos_test_result.completed", "chaos_test_result.created"))
            .extract()
            .jsonPath();
    assertThat(line.getString("items[0].change.outcome.after")).isEqualTo("passed");
    var conclusion = line.getMap("items[0].change.conclusion.after");
    assertThat(conclusion)
        .containsEntry("outcome", "passed")
        .containsEntry("testType", "connector_outage")
        .containsEntry("target", target)
        .containsEntry("environment", "staging")
        .containsEntry("recoveryTimeMs", 12_500)
        .containsKeys("name", "rules");
    assertThat(line.getString("items[0].stateSha256")).matches("[0-9a-f]{64}");
  }

  @Test
  void an_experiment_may_be_told_step_by_step() {
    var id = started("{}");
    observe(id, "{\"faultInjectedAt\": \"2026-01-31T10:01:00Z\", \"errorRateBefore\": 0}")
        .statusCode(200)
        .header("ETag", equalTo("\"1\""))
        .body("status", equalTo("running"))
        .body("outcome", nullValue())
        .body("reasons", empty())
        .body("nextStatuses", contains("completed", "aborted", "failed"));
    observe(id, "{\"faultClearedAt\": \"2026-01-31T10:03:00Z\", \"failurePoints\": [\"retries\"]}")
        .statusCode(200);
    observe(id, "{%s, \"failurePoints\": [\"queue\"]}".formatted(TIMES))
        .statusCode(200)
        .body("failurePoints", contains("retries", "queue"));
    complete(id, "{%s, %s}".formatted(WELL.replace("0.001", "0.000"), DONE))
        .statusCode(200)
        .body("outcome", equalTo("passed"));
  }

  @Test
  void what_deviates_fails_and_what_is_not_known_proves_nothing() {
    completed(WELL.replace("\"errorRateDuring\": 0.1", "\"errorRateDuring\": 0.21"), DONE)
        .body("outcome", equalTo("failed"))
        .body("reasons[2].finding", equalTo("broken"))
        .body("reasons[2].figures", contains("errors during: 0.21, tolerated: at most 0.2"));
    completed(WELL.replace("\"errorRateAfter\": 0.002,", ""), DONE)
        .body("outcome", equalTo("inconclusive"))
        .body("reasons[3].finding", equalTo("unknown"))
        .body("reasons[3].figures", hasItem(containsString("not measured")));
    completed(WELL.replace("\"errorRateBefore\": 0.001", "\"errorRateBefore\": 0.5"), DONE)
        .body("outcome", equalTo("inconclusive"));
    completed(
            WELL,
            DONE.replace(
                "\"rollback\", \"end\": \"succeeded\"", "\"rollback\", \"end\": \"failed\""))
        .body("outcome", equalTo("failed"))
        .body("reasons[5].finding", equalTo("broken"));
    completed(
            WELL,
            "\"activities\": [{\"name\": \"cut the line\", \"role\": \"method\", \"end\": \"succeeded\"}]")
        .body("outcome", equalTo("failed"))
        .body("reasons[5].figures", hasItem("mend the line is not reported to have run"));
    complete(started("{}"), "{%s, %s}".formatted(WELL, DONE))
        .statusCode(200)
        .body("outcome", equalTo("inconclusive"))
        .body("reasons[1].figures", contains("the fault never happened"))
        .body("recoveryTimeMs", nullValue());
    var slow = started("{\"maxRecoveryTime\": \"PT12S\"}");
    complete(slow, "{%s, %s, %s}".formatted(TIMES, WELL, DONE))
        .body("outcome", equalTo("failed"))
        .body("maxRecoveryTime", equalTo("PT12S"))
        .body("reasons[6].finding", equalTo("broken"));
  }

  @Test
  void a_caller_cannot_say_what_it_came_to() {
    isInvalid(complete(started("{}"), "{\"outcome\": \"passed\"}"), "/outcome");
    isInvalid(engineer(CHAOS, chaosTest("{\"outcome\": \"passed\"}")), "/outcome");
    var id = started("{}");
    isInvalid(
        edit(id, "{\"outcome\": \"passed\", \"status\": \"completed\"}"), "/outcome", "/status");
    isInvalid(move(id, "{\"status\": \"completed\", \"reason\": \"I say so\"}"), "/status");
  }

  @Test
  void an_aborted_experiment_keeps_why_and_passes_never() {
    var id = started("{}");
    isInvalid(move(id, "{\"status\": \"aborted\"}"), "/reason");
    observe(id, "{%s, %s, %s}".formatted(TIMES, WELL, DONE.replaceAll("],[^]]*$", "]")))
        .statusCode(200);
    move(id, "{\"status\": \"aborted\", \"reason\": \"customers suffered\"}")
        .statusCode(200)
        .body("status", equalTo("aborted"))
        .body("outcome", equalTo("inconclusive"))
        .body("endReason", equalTo("customers suffered"))
        .body("completedAt", notNullValue());
    isProblem(complete(id, "{}"), 409, "forbidden-transition")
        .body("currentStatus", equalTo("aborted"))
        .body("allowedStatuses", empty());
    isProblem(observe(id, "{}"), 409, "forbidden-transition");
    isProblem(move(id, "{\"status\": \"failed\", \"reason\": \"x\"}"), 409, "forbidden-transition");
    var broken = started("{}");
    move(broken, "{\"status\": \"failed\", \"reason\": \"the runner died\"}")
        .statusCode(200)
        .body("status", equalTo("failed"))
        .body("outcome", equalTo("inconclusive"));
    isProblem(move(started("{}"), "{\"status\": \"running\"}"), 409, "forbidden-transition");
  }

  @Test
  void a_bad_experiment_names_every_bad_field_and_starts_nothing() {
    var before = Sql.everything();
    isInvalid(
        engineer(
            CHAOS,
            """
            {"name": " ", "testType": "flood", "target": "", "startedAt": "2999-01-01T00:00:00Z",
             "maxDuration": "an hour", "hypothesis": {"title": "x", "probes": []}, "query": "up"}
            """),
        "/name",
        "/testType",
        "/target",
        "/environment",
        "/startedAt",
        "/maxDuration",
        "/hypothesis/probes",
        "/query");
    isInvalid(
        engineer(
            CHAOS,
            chaosTest(
                """
                {"maxDuration": "P8D", "maxRecoveryTime": "PT0S", "errorRateQuery": "up", "hypothesis":
                  {"title": "x", "probes": [{"name": "a", "tolerance": {}},
                    {"name": "a", "tolerance": {"atLeast": 2, "atMost": 1}},
                    {"name": "b", "measure": "error_rate", "tolerance": {"oneOf": ["up"]}},
                    {"name": "c", "tolerance": {"atMost": 1, "oneOf": ["up"]}}]}}
                """)),
        "/maxDuration",
        "/maxRecoveryTime",
        "/errorRateQuery",
        "/hypothesis/probes/0/tolerance",
        "/hypothesis/probes/1/tolerance",
        "/hypothesis/probes/1/name",
        "/hypothesis/probes/2/tolerance",
        "/hypothesis/probes/3/tolerance");
    assertThat(Sql.everything()).isEqualTo(before);
  }

  @Test
  void bad_observations_are_named_and_change_nothing() {
    var id = started("{}");
    var before = Sql.everything();
    isInvalid(
        observe(
            id, "{\"errorRateBefore\": 1.1, \"latencyP95After\": -1, \"errorRateAfter\": \"0\"}"),
        "/errorRateBefore",
        "/latencyP95After",
        "/errorRateAfter");
    isInvalid(
        observe(
            id,
            """
            {"measurements": [{"probe": "nobody", "phase": "before", "value": 1},
              {"probe": "errors", "phase": "after", "value": 1}, {"probe": "state", "phase": "after"}]}
            """),
        "/measurements/0/probe",
        "/measurements/1/probe",
        "/measurements/2");
    isInvalid(observe(id, "{\"recoveredAt\": \"2026-01-31T10:03:00Z\"}"), "/recoveredAt");
    isInvalid(
        observe(
            id,
            """
            {"faultInjectedAt": "2026-01-31T09:00:00Z", "faultClearedAt": "2026-01-31T08:00:00Z"}
            """),
        "/faultInjectedAt",
        "/faultClearedAt");
    isInvalid(observe(id, "{\"completedAt\": \"2026-01-31T10:30:00Z\"}"), "/completedAt");
    isInvalid(
        complete(id, "{%s, \"completedAt\": \"2026-01-31T10:02:00Z\"}".formatted(TIMES)),
        "/completedAt");
    isProblem(observe(UUID.randomUUID().toString(), "{}"), 404, "not-found");
    assertThat(Sql.everything()).isEqualTo(before);
    observe(id, "{\"faultInjectedAt\": \"2026-01-31T10:01:00Z\", \"errorRateBefore\": 0.1}")
        .statusCode(200);
    isInvalid(observe(id, "{\"faultInjectedAt\": \"2026-01-31T10:02:00Z\"}"), "/faultInjectedAt");
    isInvalid(observe(id, "{\"errorRateBefore\": 0.2}"), "/errorRateBefore");
    observe(id, "{\"errorRateBefore\": 0.10}").statusCode(200);
  }

  @Test
  void lessons_are_learnt_by_a_merge_patch_and_change_no_outcome() {
    var id = started("{}");
    complete(id, "{%s, %s, %s}".formatted(TIMES, WELL, DONE)).statusCode(200);
    edit(id, "{\"lessonsLearned\": \"Retry later.\", \"recoveryActions\": [\"restarted it\"]}")
        .statusCode(200)
        .body("lessonsLearned", equalTo("Retry later."))
        .body("recoveryActions", contains("restarted it"))
        .body("outcome", equalTo("passed"));
    edit(id, "{\"lessonsLearned\": null}").statusCode(200).body("lessonsLearned", nullValue());
    isProblem(
        as("engineer")
            .header("If-Match", "\"0\"")
            .contentType(MERGE_PATCH)
            .body("{\"lessonsLearned\": \"x\"}")
            .patch(CHAOS + "/" + id)
            .then(),
        412,
        "stale-version");
    isInvalid(edit(id, "{\"failurePoints\": null}"), "/failurePoints");
  }

  @Test
  void an_incident_that_it_caused_tells_how_long_nobody_noticed() {
    var id = started("{}");
    var incident = Api.opened("{\"detectedAt\": \"2026-01-31T10:01:30.25Z\"}");
    isInvalid(edit(id, "{\"incidentId\": \"%s\"}".formatted(incident)), "/incidentId");
    isInvalid(
        observe(id, "{%s, \"incidentId\": \"%s\"}".formatted(TIMES, UUID.randomUUID())),
        "/incidentId");
    var early = Api.opened("{\"detectedAt\": \"2026-01-31T10:00:59Z\"}");
    isInvalid(observe(id, "{%s, \"incidentId\": \"%s\"}".formatted(TIMES, early)), "/incidentId");
    observe(id, "{%s, \"incidentId\": \"%s\"}".formatted(TIMES, incident))
        .statusCode(200)
        .body("incidentId", equalTo(incident))
        .body("incidentDetectedAt", equalTo("2026-01-31T10:01:30.250Z"))
        .body("timeToDetectMs", is(30_250));
    get(CHAOS + "?incidentId=" + incident)
        .statusCode(200)
        .body("items.id", contains(id))
        .body("items.timeToDetectMs", contains(30_250));
    Api.patch(
            Api.INCIDENTS + "/" + incident + "/clock",
            "{\"detectedAt\": \"2026-01-31T10:02:00Z\", \"reason\": \"the pager was first\"}")
        .statusCode(200);
    get(CHAOS + "/" + id).body("timeToDetectMs", is(60_000));
    edit(id, "{\"incidentId\": null}").statusCode(200).body("timeToDetectMs", nullValue());
    isInvalid(get(CHAOS + "?incidentId=x"), "?incidentId");
  }

  @Test
  void experiments_are_listed_newest_first_filtered_and_found_by_words() {
    var word = "w" + UUID.randomUUID().toString().replace("-", "");
    var first = started("{\"startedAt\": \"2026-01-01T00:00:00Z\"}");
    var second =
        started(
            "{\"startedAt\": \"2026-01-02T00:00:00Z\", \"testType\": \"db_failover\", \"name\": \"a %s b\"}"
                .formatted(word));
    move(first, "{\"status\": \"aborted\", \"reason\": \"x\"}").statusCode(200);
    var list = CHAOS + "?target=" + target;
    get(list).body("items.id", contains(second, first)).body("page.total", is(2));
    get(list + "&sort=startedAt").body("items.id", contains(first, second));
    get(list + "&status=running").body("items.id", contains(second));
    get(list + "&outcome=inconclusive").body("items.id", contains(first));
    get(list + "&testType=db_failover&environment=staging").body("items.id", contains(second));
    get(list + "&startedFrom=2026-01-01T00:00:00Z&startedTo=2026-01-02T00:00:00Z")
        .body("items.id", contains(first));
    get(CHAOS + "?q=" + word).body("items.id", contains(second));
    get(list + "&limit=1").body("items", hasSize(1)).body("page.nextCursor", notNullValue());
    isInvalid(
        get(list + "&status=x&outcome=x&testType=x&startedFrom=x&sort=name"),
        "?status",
        "?outcome",
        "?testType",
        "?startedFrom",
        "?sort");
  }

  @Test
  void one_that_nobody_ends_in_time_is_aborted_once_however_many_look() {
    var late = started("{\"startedAt\": \"%s\", \"maxDuration\": \"PT1S\"}".formatted(ago(60)));
    var early = started("{\"startedAt\": \"%s\", \"maxDuration\": \"P1D\"}".formatted(ago(60)));
    Together.run(4, i -> deadlines.abort());
    get(CHAOS + "/" + late)
        .body("status", equalTo("aborted"))
        .body("outcome", equalTo("inconclusive"))
        .body("endReason", containsString("PT1S"));
    get(CHAOS + "/" + early).body("status", equalTo("running"));
    assertThat(
            Sql.number(
                "SELECT count(*) FROM audit_log WHERE record_id::text = ? AND action = 'chaos_test_result.aborted'",
                late))
        .isEqualTo(1);
    isProblem(complete(late, "{}"), 409, "forbidden-transition");
  }

  @Test
  void its_end_and_its_deadline_do_not_both_happen() {
    for (int round = 0; round < 5; round++) {
      var id = started("{\"startedAt\": \"%s\", \"maxDuration\": \"PT1S\"}".formatted(ago(60)));
      var statuses =
          Together.run(
              List.<Callable<Integer>>of(
                  () -> complete(id, "{}").extract().statusCode(),
                  () -> {
                    deadlines.abort();
                    return 0;
                  }));
      assertThat(statuses.getFirst()).isIn(200, 409);
      get(CHAOS + "/" + id)
          .body("status", equalTo(statuses.getFirst() == 200 ? "completed" : "aborted"));
      assertThat(
              Sql.number(
                  "SELECT count(*) FROM audit_log WHERE record_id::text = ? AND action <> 'chaos_test_result.created'",
                  id))
          .isEqualTo(1);
    }
  }

  @Test
  void of_several_who_complete_it_at_once_one_does() {
    var id = started("{}");
    var statuses = Together.run(8, i -> complete(id, "{}").extract().statusCode());
    assertThat(Collections.frequency(statuses, 200)).isEqualTo(1);
    assertThat(statuses).allMatch(status -> status == 200 || status == 409);
  }

  @Test
  void what_is_measured_has_its_limit() {
    var id = started("{}");
    observe(id, measurements(1_000)).statusCode(200);
    isInvalid(observe(id, measurements(1)), "/measurements");
    isInvalid(observe(started("{}"), measurements(1_001)), "/measurements");
  }

  @Test
  void the_summary_counts_by_type_and_leaves_out_what_proves_nothing() {
    var place = "place-" + UUID.randomUUID();
    for (var recovered : List.of("10:03:10Z", "10:03:20Z", "10:03:40Z")) {
      complete(
              started("{\"environment\": \"%s\"}".formatted(place)),
              "{%s, %s, %s}".formatted(TIMES.replace("10:03:12.5Z", recovered), WELL, DONE))
          .body("outcome", equalTo("passed"));
    }
    complete(
            started(
                "{\"environment\": \"%s\", \"startedAt\": \"2026-01-31T10:00:30Z\"}"
                    .formatted(place)),
            "{%s, %s, %s}"
                .formatted(
                    TIMES,
                    WELL.replace("\"errorRateAfter\": 0.002", "\"errorRateAfter\": 1"),
                    DONE))
        .body("outcome", equalTo("failed"));
    complete(started("{\"environment\": \"%s\"}".formatted(place)), "{}").statusCode(200);
    started("{\"environment\": \"%s\", \"testType\": \"queue_delay\"}".formatted(place));
    var summary =
        "/api/chaos/summary?from=2026-01-31T00:00:00Z&to=2026-02-01T00:00:00Z&environment=" + place;
    get(summary)
        .statusCode(200)
        .body(
            "byType.testType",
            contains("connector_outage", "queue_delay", "db_failover", "service_degradation"))
        .body("byType[0].tests", is(5))
        .body("byType[0].passed", is(3))
        .body("byType[0].failed", is(1))
        .body("byType[0].inconclusive", is(1))
        .body("byType[0].passRate", equalTo(0.75f))
        .body("byType[0].recoveryTime.n", is(4))
        .body("byType[0].recoveryTime.medianMs", is(16_250))
        .body("byType[0].recoveryTime.p90Ms", is(34_000))
        .body("byType[0].newest.outcome", equalTo("failed"))
        .body("byType[1].running", is(1))
        .body("byType[1].passRate", nullValue())
        .body("byType[1].recoveryTime.medianMs", nullValue())
        .body("byType[1].newest", nullValue())
        .body("coverage.tested", contains("connector_outage"))
        .body("coverage.untested", hasSize(3))
        .body("coverage.ratio", equalTo(0.25f));
    isInvalid(get("/api/chaos/summary?from=x&to=y"), "?from", "?to");
    get("/api/chaos/summary").statusCode(200).body("byType", hasSize(4));
  }

  @Test
  void the_machine_may_report_and_read_nothing() {
    var machine = Tokens.machine("report_chaos");
    var id =
        Api.with(machine)
            .contentType(ContentType.JSON)
            .body(chaosTest("{}"))
            .post(CHAOS)
            .then()
            .statusCode(201)
            .extract()
            .<String>path("id");
    Api.with(machine)
        .contentType(ContentType.JSON)
        .body("{}")
        .patch(CHAOS + "/" + id + "/complete")
        .then()
        .statusCode(200);
    isProblem(Api.with(machine).get(CHAOS).then(), 403, "forbidden");
  }

  private String started(String fields) {
    var own = "\"target\": \"%s\"".formatted(target);
    return experiment(
        fields.equals("{}") ? "{" + own + "}" : fields.replaceFirst("\\{", "{" + own + ", "));
  }

  private ValidatableResponse completed(String seen, String done) {
    return complete(started("{}"), "{%s, %s, %s}".formatted(TIMES, seen, done)).statusCode(200);
  }

  private static String measurements(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "{\"probe\": \"state\", \"phase\": \"during\", \"text\": \"up\"}")
        .collect(Collectors.joining(", ", "{\"measurements\": [", "]}"));
  }

  private static String ago(int seconds) {
    return Instant.now().minusSeconds(seconds).toString();
  }

  private static ValidatableResponse observe(String id, String body) {
    return patch(id + "/observations", body);
  }

  private static ValidatableResponse complete(String id, String body) {
    return patch(id + "/complete", body);
  }

  private static ValidatableResponse move(String id, String body) {
    return patch(id + "/status", body);
  }

  private static ValidatableResponse patch(String path, String body) {
    return as("engineer").contentType(ContentType.JSON).body(body).patch(CHAOS + "/" + path).then();
  }

  private static ValidatableResponse edit(String id, String body) {
    return as("engineer").contentType(MERGE_PATCH).body(body).patch(CHAOS + "/" + id).then();
  }
}
