package io.trustfabric.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.trustfabric.security.events.RepeatSummaries;
import io.trustfabric.security.events.SecurityEvent;
import io.trustfabric.testing.Api;
import io.trustfabric.testing.Await;
import io.trustfabric.testing.HttpApi;
import io.trustfabric.testing.LedgerVerifier;
import io.trustfabric.testing.PostgresResource;
import io.trustfabric.testing.Tokens;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The lines are right for ever, or not at all: verified by code that knows only their description.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class LedgerFormatTest {

  private static final String EVERYTHING =
      """
      , "description": "PRIVATE line one\\nline two \\u20ac \\ud83d\\ude00", "sourceIp": "203.0.113.77",
      "actor": "PRIVATE jane@example.test", "resource": "PRIVATE laptop", "assignee": "PRIVATE Selma",
      "detectedAt": "2026-01-31T10:00:00.123456789Z", "awareAt": "2026-01-31T12:00:00.1+01:00",
      "personalData": true, "dataAssets": ["clients", "a \\"b\\" {c, d} \\\\ \\u20ac", "NULL"],
      "subjectsAffected": 9007199254740991, "riskAssessment": "PRIVATE risk",
      "metadata": {"PRIVATE": {"b": [1, 1.0, 1e21, 0.1, -0.0, 1E-7, null, true, "\\u0001\\u2028", {}], "\\ufb33": 1,
        "\\ud83d\\ude00": 2, "sha256": "looks like a digest"}}
      """
          .replace("\n", "");

  @TestHTTPResource("/")
  String url;

  @Inject RepeatSummaries summaries;
  private HttpApi api;
  private String analyst;

  @BeforeEach
  void start() {
    api = new HttpApi(url.replaceAll("/$", ""));
    analyst =
        Tokens.token(
            "selma",
            List.of("security"),
            Duration.ofMinutes(5),
            Tokens.AUDIENCE,
            Map.of("preferred_username", "selma", "name", "PRIVATE Selma Okafor"));
  }

  @Test
  void lines_states_batches_and_personal_values_verify_by_their_description_alone()
      throws Exception {
    TestLedger.awaitOrder();
    var before = LedgerVerifier.verify(TestLedger.adminUrl());
    var worked = workedOn();
    var waived = waived();
    var late = reportedLate();
    var repeated = repeated();
    var batch = batch();
    ok(api.get("/api/audit/entries?limit=5", Tokens.person("auditor")), 200);
    TestLedger.awaitOrder();

    var report = LedgerVerifier.verify(TestLedger.adminUrl());

    assertThat(report.lines()).isGreaterThanOrEqualTo(before.lines() + 15);
    assertThat(report.batchRows()).isEqualTo(before.batchRows() + batch.size());
    assertThat(report.besides()).isEqualTo(before.besides() + 2);
    assertThat(report.records()).containsKeys(worked, waived, late, repeated);
    assertThat(report.records().keySet()).containsAll(batch);
    assertThat(report.broken()).doesNotContainKeys(worked, waived, late, repeated);
    assertThat(report.broken().keySet()).doesNotContainAnyElementsOf(batch);
    assertThat(report.records().get(worked).at("/metadata/PRIVATE/b/0").intValue()).isEqualTo(2);
    assertThat(report.records().get(waived).at("/authorityReport/required").toString())
        .isEqualTo("false");
    nothingPersonalIsInClear();
  }

  @Test
  void incidents_their_timeline_and_items_and_secret_rotations_verify_likewise() throws Exception {
    var incident = incident();
    var rotation = rotation();
    TestLedger.awaitOrder();

    var report = LedgerVerifier.verify(TestLedger.adminUrl());

    assertThat(report.records()).containsKeys(incident, rotation);
    assertThat(report.broken()).doesNotContainKeys(incident, rotation);
    for (var type : List.of("timeline_entry", "action_item", "rotation_policy")) {
      var ids =
          TestLedger.column(
              "SELECT DISTINCT record_id FROM audit_log WHERE record_type = '%s'".formatted(type));
      assertThat(ids).as(type).isNotEmpty();
      assertThat(report.records().keySet()).as(type).containsAll(ids);
      assertThat(report.broken().keySet()).as(type).doesNotContainAnyElementsOf(ids);
    }
    nothingPersonalIsInClear();
  }

  @Test
  void golden_datasets_and_evaluations_verify_likewise() throws Exception {
    var dataset = dataset();
    var evaluations = evaluations(dataset);
    TestLedger.awaitOrder();

    var report = LedgerVerifier.verify(TestLedger.adminUrl());

    assertThat(report.records()).containsKeys(dataset);
    assertThat(report.broken()).doesNotContainKeys(dataset);
    assertThat(report.records().keySet()).containsAll(evaluations);
    assertThat(report.broken().keySet()).doesNotContainAnyElementsOf(evaluations);
    assertThat(report.records().get(dataset).at("/comparators/a/absoluteTolerance").textValue())
        .isEqualTo("0.1");
    nothingPersonalIsInClear();
  }

  @Test
  void regression_results_verify_likewise() throws Exception {
    var result =
        """
        {"testSuite": "s", "testName": "t", "runId": "r", "status": "failed", "executionTimeMs": %s, "environment": "ci",
         "expected": "PRIVATE", "actual": "PRIVATE", "errorMessage": "PRIVATE \u20ac", "gitCommit": "c", "failedAttempts": 2,
         "modelId": "%s", "metadata": {"PRIVATE": null}}
        """;
    var version =
        ok(
                api.post(
                    Api.MODELS,
                    Tokens.machine("report_models"),
                    Api.model(
                        "{\"name\": \"m-%s\", \"tags\": {\"a\": \"b\"}, \"runId\": \"r\"}"
                            .formatted(UUID.randomUUID()))),
                201)
            .id();
    var results = "/api/quality/regression-tests";
    var reporter = Tokens.machine("report_tests");
    var ids = new java.util.ArrayList<String>();
    for (var time : List.of("0", "1.50", "1200", "0.0004")) {
      ids.add(ok(api.post(results, reporter, result.formatted(time, version)), 201).id());
    }
    var batch =
        "[%s, %s]".formatted(result.formatted("100.0", version), result.formatted("null", version));
    ok(api.post(results + "/batch", reporter, batch), 201)
        .body()
        .get("ids")
        .forEach(id -> ids.add(id.textValue()));
    TestLedger.awaitOrder();

    var report = LedgerVerifier.verify(TestLedger.adminUrl());

    assertThat(report.records().keySet()).containsAll(ids);
    assertThat(report.broken().keySet()).doesNotContainAnyElementsOf(ids);
    nothingPersonalIsInClear();
  }

  private List<String> evaluations(String dataset) {
    var answers =
        """
        {"testedSystem": "s", "metadata": {"PRIVATE": 0.1}, "predictions": [{"key": "PRIVATE", "actual": %s}]}
        """;
    var path = "/api/quality/golden-datasets/" + dataset + "/evaluations";
    var reporter = Tokens.machine("report_tests");
    return List.of(
        ok(api.post(path, reporter, answers.formatted("\"PRIVATE\"")), 201).id(),
        ok(api.post(path, reporter, answers.formatted("0.5")), 201).id());
  }

  private String dataset() {
    var datasets = "/api/quality/golden-datasets";
    var made =
        api.post(
            datasets,
            Tokens.person("admin"),
            """
            {"name": "format", "jurisdiction": "GB", "filingType": "vat", "documentType": "invoice", "source": "s",
             "description": "PRIVATE", "changeNote": "PRIVATE \u20ac", "metadata": {"PRIVATE": [1, 2.5, null]},
             "comparators": [{"field": "a", "comparator": "numeric", "absoluteTolerance": 0.10}, {"field": "b", "comparator": "date"}],
             "items": [{"key": "PRIVATE", "input": "PRIVATE", "expected": "PRIVATE", "tags": ["x, y", "é"]}]}
            """);
    var id = ok(made, 201).id();
    ok(
        api.patch(
            datasets + "/" + id + "/status",
            Tokens.person("admin"),
            "{\"status\": \"active\", \"reason\": \"PRIVATE\"}"),
        200);
    ok(api.get(datasets + "/" + id + "/items", Tokens.person("auditor")), 200);
    return id;
  }

  private String incident() {
    var incidents = "/api/security/incidents";
    var id =
        ok(
                api.post(
                    incidents,
                    analyst,
                    """
                    {"incidentType": "data_loss", "severity": "sev1", "title": "PRIVATE title", "summary": "PRIVATE \u20ac",
                     "service": "filing", "affectedServices": ["a, b"], "commander": "PRIVATE Selma",
                     "startedAt": "2026-01-31T09:00:00.5Z", "detectedAt": "2026-01-31T10:00:00.123456Z",
                     "securityEventIds": ["%s"], "metadata": {"PRIVATE": 1}}
                    """
                        .formatted(ok(api.record("PRIVATE"), 201).id())),
                201)
            .id();
    var path = incidents + "/" + id;
    ok(api.post(path + "/timeline", analyst, "{\"text\": \"PRIVATE note\"}"), 201);
    var item =
        ok(
                api.post(
                    path + "/action-items",
                    analyst,
                    "{\"title\": \"PRIVATE\", \"owner\": \"PRIVATE\", \"dueAt\": \"2026-12-31T00:00:00Z\"}"),
                201)
            .id();
    ok(
        api.patch(path + "/action-items/" + item + "/status", analyst, "{\"status\": \"done\"}"),
        200);
    ok(
        api.patch(
            path + "/status", analyst, "{\"status\": \"mitigated\", \"reason\": \"PRIVATE\"}"),
        200);
    ok(
        api.patch(
            path + "/clock",
            analyst,
            "{\"detectedAt\": \"2026-01-31T11:00:00Z\", \"reason\": \"PRIVATE\"}"),
        200);
    ok(
        api.patch(
            path,
            analyst,
            "{\"rootCause\": \"PRIVATE\", \"postmortem\": \"# PRIVATE\", \"severity\": \"sev2\", \"securityEventIds\": []}"),
        200);
    ok(api.patch(path + "/status", analyst, "{\"status\": \"resolved\"}"), 200);
    ok(api.patch(path + "/status", analyst, "{\"status\": \"closed\"}"), 200);
    return id;
  }

  private String rotation() {
    var rotations = "/api/security/secret-rotations";
    var id =
        ok(
                api.post(
                    rotations,
                    analyst,
                    """
                    {"secretName": "format/test", "secretType": "api_key", "rotationType": "manual",
                     "rotationIntervalDays": 90, "owner": "PRIVATE", "initiatedBy": "PRIVATE", "metadata": {"PRIVATE": null}}
                    """),
                201)
            .id();
    ok(
        api.patch(
            rotations + "/" + id + "/status",
            analyst,
            "{\"status\": \"failed\", \"failureReason\": \"PRIVATE\"}"),
        200);
    var asked =
        api.patch(
            rotations + "/policy",
            Tokens.person("admin"),
            "{\"limits\": [{\"secretType\": \"api_key\", \"maxIntervalDays\": 90}], \"reason\": \"PRIVATE\"}");
    ok(
        api.post(
            "/api/approvals/" + ok(asked, 202).id() + "/decision",
            Tokens.person("compliance"),
            "{\"decision\": \"approved\", \"reason\": \"PRIVATE\"}"),
        200);
    return id;
  }

  private static void nothingPersonalIsInClear() throws SQLException {
    for (var text : List.of("PRIVATE", "203.0.113.77", "127.0.0.1", "0:0:0:0:0:0:0:1")) {
      assertThat(
              TestLedger.count(
                  """
                  SELECT (SELECT count(*) FROM audit_log WHERE position('%1$s'::bytea IN bytes) > 0)
                    + (SELECT count(*) FROM ledger_batch_rows WHERE position('%1$s'::bytea IN bytes) > 0)
                    + (SELECT count(*) FROM ledger_payloads WHERE position('%1$s'::bytea IN change) > 0)
                    + (SELECT count(*) FROM audit_log l WHERE position('%1$s' IN (to_jsonb(l) - 'bytes')::text) > 0)
                  """
                      .formatted(text)))
          .as(text)
          .isZero();
    }
  }

  private String workedOn() {
    var id = ok(api.record("PRIVATE everything", EVERYTHING), 201).id();
    edit(
        id,
        """
        {"assignee": "PRIVATE Enzo", "description": null, "dataAssets": [], "subjectsAffected": 0,
         "metadata": {"PRIVATE": {"b": [2]}}, "reason": "PRIVATE reason"}
        """);
    edit(id, "{\"awareAt\": \"2026-01-31T09:00:00Z\", \"reason\": \"PRIVATE log\"}");
    ok(api.move(id, "investigating", "PRIVATE on it"), 200);
    ok(
        api.patch(
            HttpApi.EVENTS + "/" + id + "/status",
            analyst,
            "{\"status\": \"resolved\", \"resolution\": \"PRIVATE done\"}"),
        200);
    ok(api.move(id, "open", "not allowed"), 409);
    ok(api.move(id, "investigating", "PRIVATE came back"), 200);
    edit(id, "{\"dataAssets\": %s}".formatted(hugeAssets()));
    return id;
  }

  private String waived() {
    var id = breach();
    var path = HttpApi.EVENTS + "/" + id + "/authority-report";
    var ask = "{\"required\": false, \"reason\": \"PRIVATE nobody harmed\"}";
    for (var verdict : List.of("rejected", "approved")) {
      var approval = ok(api.patch(path, analyst, ask), 202).id();
      ok(
          api.post(
              "/api/approvals/" + approval + "/decision",
              Tokens.person("compliance"),
              "{\"decision\": \"%s\", \"reason\": \"PRIVATE four eyes\"}".formatted(verdict)),
          200);
    }
    return id;
  }

  private String reportedLate() {
    var id = breach();
    ok(
        api.patch(
            HttpApi.EVENTS + "/" + id + "/authority-report",
            analyst,
            """
            {"reportedAt": "2026-02-28T10:00:00Z", "reference": "DPA-1", "delayReason": "PRIVATE holiday"}
            """),
        200);
    return id;
  }

  private String breach() {
    return ok(
            api.post(
                HttpApi.EVENTS,
                analyst,
                """
                {"eventType": "data_breach", "severity": "critical", "title": "PRIVATE breach", "source": "test",
                 "occurredAt": "2026-01-31T10:00:00Z", "awareAt": "2026-01-31T10:00:00Z", "personalData": true}
                """),
            201)
        .id();
  }

  private String repeated() {
    var fingerprint = ", \"fingerprint\": \"PRIVATE storm %s\"".formatted(UUID.randomUUID());
    var id = ok(api.record("PRIVATE storm", fingerprint), 201).id();
    for (int i = 0; i < 3; i++) {
      ok(api.record("PRIVATE storm", fingerprint), 200);
    }
    assertThat(summaries.summarise()).isPositive();
    return id;
  }

  private List<String> batch() {
    var events =
        IntStream.range(0, 37)
            .mapToObj(i -> HttpApi.event("PRIVATE row " + i, i % 3 == 0 ? EVERYTHING : ""))
            .collect(Collectors.toList());
    events.add(HttpApi.event("PRIVATE huge", ", \"dataAssets\": " + hugeAssets()));
    var answer =
        ok(
            api.post(
                HttpApi.EVENTS + "/batch",
                Tokens.machine("ingest_events"),
                String.join("\n", events),
                "Content-Type",
                "application/x-ndjson"),
            201);
    return answer.body().get("ids").valueStream().map(id -> id.textValue()).toList();
  }

  /// 100 assets of 200 characters, of which 199 take six bytes each in canonical JSON.
  private static String hugeAssets() {
    return IntStream.range(0, 100)
        .mapToObj(i -> "\"x" + "\\u0001".repeat(199) + "\"")
        .collect(Collectors.joining(",", "[", "]"));
  }

  private void edit(String id, String patch) {
    ok(api.patch(HttpApi.EVENTS + "/" + id, analyst, patch), 200);
  }

  private static HttpApi.Answer ok(HttpApi.Answer answer, int status) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    return answer;
  }

  @Test
  void a_change_larger_than_a_line_keeps_its_digest_and_lies_beside() throws Exception {
    var id = ok(api.record("huge", ", \"dataAssets\": " + hugeAssets()), 201).id();
    var size =
        TestLedger.count(
            """
            SELECT octet_length(y.change) FROM audit_log l JOIN ledger_payloads y ON y.line_id = l.id
            WHERE l.record_id = '%s' AND octet_length(l.bytes) < 2000
            """
                .formatted(id));
    assertThat(size).isGreaterThan(65_535);
    var history = api.get("/api/audit/records/security_event/" + id, Tokens.person("viewer"));
    assertThat(history.body().at("/items/0/change/dataAssets/after")).hasSize(100);
    assertThat(history.body().at("/items/0/change/title/after").textValue()).isEqualTo("huge");
  }

  @Test
  void several_flushes_of_one_transaction_make_one_line() throws Exception {
    var id = UUID.fromString(api.record("flushed").id());
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              SecurityEvent event = SecurityEvent.findById(id);
              event.assignee = "first";
              SecurityEvent.flush();
              event.assignee = "second";
              event.resolution = "both";
              SecurityEvent.flush();
            });
    TestLedger.awaitOrder();
    assertThat(lines(id)).isEqualTo(2);
    var change =
        api.get("/api/audit/records/security_event/" + id, Tokens.person("viewer"))
            .body()
            .at("/items/0/change");
    assertThat(change.at("/assignee").toString()).isEqualTo("{\"after\":\"second\"}");
    assertThat(change.at("/version/before").intValue()).isZero();
    assertThat(change.at("/version/after").intValue()).isEqualTo(2);
    assertThat(LedgerVerifier.verify(TestLedger.adminUrl()).broken())
        .doesNotContainKey(id.toString());
  }

  @Test
  void a_transaction_that_is_rolled_back_or_times_out_leaves_nothing() throws Exception {
    var id = UUID.fromString(api.record("rolled back").id());
    assertThatThrownBy(
            () ->
                QuarkusTransaction.requiringNew()
                    .run(
                        () -> {
                          assign(id);
                          throw new IllegalStateException("after the flush");
                        }))
        .hasMessage("after the flush");
    assertThatThrownBy(
            () ->
                QuarkusTransaction.requiringNew()
                    .timeout(1)
                    .run(
                        () -> {
                          assign(id);
                          Await.sleep(2_500);
                        }))
        .isInstanceOf(RuntimeException.class);
    TestLedger.awaitOrder();
    assertThat(lines(id)).isEqualTo(1);
    assertThat(LedgerVerifier.verify(TestLedger.adminUrl()).broken())
        .doesNotContainKey(id.toString());
  }

  @Test
  void a_row_that_was_changed_past_the_application_is_found() throws Exception {
    var id = api.record("tampered with").id();
    var other = api.record("left alone").id();
    try (var connection = TestLedger.asAdmin();
        var statement = connection.createStatement()) {
      statement.execute("UPDATE security_events SET actor = 'x' WHERE id = '%s'".formatted(id));
    }
    TestLedger.awaitOrder();
    assertThat(LedgerVerifier.verify(TestLedger.adminUrl()).broken())
        .containsKey(id)
        .doesNotContainKey(other);
  }

  private static void assign(UUID id) {
    SecurityEvent event = SecurityEvent.findById(id);
    event.assignee = "nobody";
    SecurityEvent.flush();
  }

  private static long lines(UUID id) throws SQLException {
    return TestLedger.count("SELECT count(*) FROM audit_log WHERE record_id = '%s'".formatted(id));
  }
}
