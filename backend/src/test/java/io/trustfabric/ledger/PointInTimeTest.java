package io.trustfabric.ledger;

import static io.trustfabric.testing.Api.isInvalid;
import static io.trustfabric.testing.Api.isProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.trustfabric.compliance.evidence.People;
import io.trustfabric.testing.Api;
import io.trustfabric.testing.Await;
import io.trustfabric.testing.HttpApi;
import io.trustfabric.testing.LedgerVerifier;
import io.trustfabric.testing.PostgresResource;
import io.trustfabric.testing.Sql;
import io.trustfabric.testing.Tokens;
import io.trustfabric.trust.gate.Releasable;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a record was is what the API answered then, and nothing else.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class PointInTimeTest {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final long SEED = Long.getLong("asof.seed", 20_261_125);

  @TestHTTPResource("/")
  String url;

  private HttpApi api;

  @BeforeEach
  void start() {
    api = new HttpApi(url.replaceAll("/$", ""));
  }

  /// A record and what the API answered of it, by version.
  private record History(String type, String id, String path, Map<Long, JsonNode> answers) {}

  @Test
  void every_former_version_is_what_was_answered_then() throws IOException {
    var random = new Random(SEED);
    var histories = new ArrayList<History>();
    for (int i = 0; i < 3; i++) {
      histories.add(eventHistory(random, Api.recorded(someEvent(random))));
      histories.add(incidentHistory(random));
      histories.add(classificationHistory(random));
      histories.add(modelHistory(random));
    }
    histories.add(eventHistory(random, batchRow()));
    TestLedger.awaitOrder();

    for (var history : histories) {
      var lines = lines(history);
      assertThat(lines.keySet()).containsAll(history.answers.keySet());
      for (var version : history.answers.keySet()) {
        var line = lines.get(version);
        for (var moment :
            List.of(
                "position=" + line.get("position").longValue(),
                "asOf=" + line.get("occurredAt").textValue())) {
          holds(history, version, moment, line);
        }
      }
    }
  }

  @Test
  void every_kind_of_record_with_a_read_of_its_own_answers_its_past_in_the_same_shape()
      throws IOException {
    var model = Api.registered("{}");
    var dataset = Api.golden("{}");
    var slo = Api.defined("{}");
    var review = Api.started("[{\"username\": \"vera\", \"currentPermissions\": [\"viewer\"]}]");
    var evidence = People.approved("{\"links\": []}");
    var classification = Api.classified("{}");
    var backup = Api.completedBackup("{}");
    var paths = new LinkedHashMap<String, String>();
    paths.put(
        Api.ROTATIONS,
        Api.post(Api.ROTATIONS, Api.rotation("{}")).statusCode(201).extract().path("id"));
    paths.put(Api.DATASETS, dataset);
    paths.put(
        Api.EVALUATIONS,
        Api.engineer(
                Api.DATASETS + "/" + dataset + "/evaluations",
                "{\"testedSystem\": \"s\", \"predictions\": []}")
            .extract()
            .path("id"));
    paths.put(
        Api.REGRESSION,
        Api.engineer(
                Api.REGRESSION,
                Api.result("{\"executionTimeMs\": 1.50, \"errorMessage\": \"no \\u20ac\"}"))
            .extract()
            .path("id"));
    paths.put(
        "/api/modelops/registered-models",
        Api.get(Api.MODELS + "/" + model).extract().path("registeredModelId"));
    paths.put(
        Api.DRIFT,
        Api.as("engineer")
            .contentType("application/json")
            .body(Api.drift(model))
            .post(Api.DRIFT)
            .path("items[0].id"));
    paths.put(Api.SLO_DEFINITIONS, slo);
    paths.put(Api.SLOS, Api.engineer(Api.SLOS, Api.measurement(slo, 0)).extract().path("id"));
    paths.put(Api.REVIEWS, review);
    paths.put(Api.REVIEWS + "/" + review + "/items", Api.items(review).getFirst());
    paths.put(Api.EVIDENCE, evidence);
    paths.put(Api.EVIDENCE + "/" + evidence + "/revisions", "1");
    paths.put(
        Api.CLASSIFICATIONS + "/" + classification + "/deletions",
        Api.compliance(
                "POST",
                Api.CLASSIFICATIONS + "/" + classification + "/deletions",
                "{\"deletedUpTo\": \"2020-01-31T00:00:00Z\", \"recordsDeleted\": 1, \"proofReference\": \"x\"}")
            .extract()
            .path("id"));
    paths.put(Api.BACKUPS, backup);
    paths.put(Api.RESTORES, Api.begunRestore(backup));
    paths.put(
        Api.BACKUP_POLICIES,
        Api.engineer(
                Api.BACKUP_POLICIES,
                Api.backupPolicy("{\"target\": \"%s\"}".formatted(UUID.randomUUID())))
            .extract()
            .path("recordId"));
    paths.put(Api.CHAOS, Api.experiment("{}"));
    new Releasable();
    paths.put(Releasable.POLICY + "/versions", Api.get(Releasable.POLICY).extract().path("id"));

    for (var path : paths.entrySet()) {
      var address = path.getKey() + "/" + path.getValue();
      var now = ok(api.get(address, Tokens.person("viewer")));
      var then = ok(api.get(address + "?asOf=" + Instant.now(), Tokens.person("viewer")));
      assertSame(address, (ObjectNode) then.body(), (ObjectNode) now.body());
      assertThat(then.header("ETag")).as(address).isEqualTo(now.header("ETag"));
    }
  }

  @Test
  void a_record_of_any_kind_is_told_in_the_form_of_the_ledger() throws IOException {
    Api.opened("{}");
    Api.recorded("{}");
    for (var type : LedgerVerifier.recordTypes()) {
      for (var id :
          Sql.one(
                  "SELECT coalesce(string_agg(record_id::text, ','), '') FROM (SELECT DISTINCT record_id FROM audit_log WHERE record_type = ? AND state_sha256 IS NOT NULL LIMIT 5) few",
                  type)
              .split(",")) {
        if (!id.isEmpty()) {
          var state = ok(state(type, id, "")).body();
          assertThat(state.at("/state/id").textValue()).as(type).isEqualTo(id);
          assertThat(state.get("recordVersion")).isEqualTo(state.at("/state/version"));
        }
      }
    }
  }

  @Test
  void before_it_existed_there_was_nothing() {
    var id = Api.recorded("{}");
    TestLedger.awaitOrder();
    var created = lines(new History("security_event", id, null, null)).get(0L);
    var position = created.get("position").longValue();
    var path = Api.EVENTS + "/" + id;
    isProblem(Api.get(path + "?position=" + (position - 1)), 404, "not-found");
    isProblem(Api.get(path + "?asOf=2020-01-01T00:00:00Z"), 404, "not-found");
    Api.get(path + "?position=" + position).statusCode(200);
    isProblem(
        Api.get(path + "?position=" + position + "&asOf=2020-01-01T00:00:00Z"), 404, "not-found");
    isProblem(
        Api.get(Api.EVENTS + "/" + UUID.randomUUID() + "?asOf=" + Instant.now()), 404, "not-found");
    assertThat(state("security_event", id, "?asOf=2020-01-01T00:00:00Z").status()).isEqualTo(404);
    assertThat(state("incident", id, "").status()).isEqualTo(404);
    assertThat(state("no_such_type", id, "").status()).isEqualTo(404);
  }

  @Test
  void a_moment_that_is_none_or_lies_ahead_is_refused_and_so_is_the_past_of_a_list() {
    var path = Api.EVENTS + "/" + Api.recorded("{}");
    for (var moment :
        List.of(
            "yesterday",
            "2026-01-31",
            "2026-01-31T25:00:00Z",
            "",
            Instant.now().plusSeconds(60).toString())) {
      isInvalid(Api.get(path + "?asOf=" + moment), "?asOf");
    }
    isInvalid(Api.get(path + "?asOf=2020-01-01T00:00:00Z&asOf=2021-01-01T00:00:00Z"), "?asOf");
    for (var position : List.of("-1", "1.5", "x", "", "9999999999999999999", "999999999999")) {
      isInvalid(Api.get(path + "?position=" + position), "?position");
    }
    isInvalid(Api.get(path + "?asOf=x&position=y"), "?asOf", "?position");
    isInvalid(Api.get(Api.EVENTS + "?asOf=2020-01-01T00:00:00Z"), "?asOf");
    isInvalid(Api.get("/api/security/incidents/metrics?asOf=2020-01-01T00:00:00Z"), "?asOf");
  }

  @Test
  void the_past_is_for_those_who_may_read_the_present() {
    var id = Api.recorded("{}");
    var moment = "?asOf=" + Instant.now();
    for (var path :
        List.of(Api.EVENTS + "/" + id, "/api/audit/records/security_event/" + id + "/state")) {
      isProblem(
          Api.with(Tokens.machine("ingest_events")).get(path + moment).then(), 403, "forbidden");
    }
  }

  @Test
  void a_ledger_that_contradicts_itself_answers_nothing() throws Exception {
    var wrongValue = Api.recorded("{\"actor\": \"jane\"}");
    var wrongState = Api.recorded("{}");
    TestLedger.awaitOrder();
    var moment = "?asOf=" + Instant.now();
    // Put right again, and never sealed: others verify the whole ledger.
    Await.until(
        "all that has a position is sealed",
        Duration.ofSeconds(60),
        () ->
            Sql.number(
                    "SELECT (SELECT max(position) + 1 FROM ledger_positions) - (SELECT coalesce(max(tree_size), 0) FROM ledger_checkpoints)")
                == 0);
    tamper(wrongValue, "personal", "jane", "joan");
    tamper(wrongState, "bytes", "high", "low");
    try {
      for (var id : List.of(wrongValue, wrongState)) {
        Api.get(Api.EVENTS + "/" + id).statusCode(200);
        isProblem(Api.get(Api.EVENTS + "/" + id + moment), 500, "not-borne-out");
        isProblem(
            Api.get("/api/audit/records/security_event/" + id + "/state"), 500, "not-borne-out");
      }
    } finally {
      tamper(wrongValue, "personal", "joan", "jane");
      tamper(wrongState, "bytes", "low", "high");
    }
    Api.get(Api.EVENTS + "/" + wrongState + moment).statusCode(200);
  }

  /// Rewrites a line as the database's owner who has switched the triggers off, leaf included.
  private static void tamper(String id, String what, String from, String to) throws SQLException {
    try (var connection = TestLedger.asAdmin();
        var statement = connection.createStatement()) {
      statement.execute("SET session_replication_role = replica");
      statement.execute(
          what.equals("personal")
              ? "UPDATE ledger_payloads SET personal = replace(personal::text, '%s', '%s')::jsonb WHERE line_id = (SELECT id FROM audit_log WHERE record_id = '%s')"
                  .formatted(from, to, id)
              : """
                UPDATE audit_log SET bytes = convert_to(replace(convert_from(bytes, 'UTF8'), '"%1$s"', '"%2$s"'), 'UTF8') WHERE record_id = '%3$s';
                UPDATE ledger_positions p SET leaf = sha256('\\x00'::bytea || l.bytes) FROM audit_log l WHERE l.id = p.line_id AND l.record_id = '%3$s'
                """
                  .formatted(from, to, id));
    }
  }

  @Test
  void reading_the_past_changes_nothing() {
    var id = Api.recorded("{\"description\": \"was\"}");
    var before = Instant.now();
    Api.patch(Api.EVENTS + "/" + id, "{\"description\": \"is\"}").statusCode(200);
    Api.get(Api.EVENTS + "/" + id + "?asOf=" + before).body("description", equalTo("was"));
    Api.get(Api.EVENTS + "/" + id)
        .body("description", equalTo("is"))
        .header("ETag", equalTo("\"1\""))
        .contentType("application/json");
  }

  private void holds(History history, long version, String moment, JsonNode line) {
    var answer = ok(api.get(history.path + "?" + moment, Tokens.person("viewer")));
    var was = (ObjectNode) answer.body();
    var what = history.type + " at " + moment + " (seed " + SEED + ")";
    var mark = was.get("asOf");
    assertThat(answer.header("Content-Type")).startsWith("application/vnd.trust-fabric.as-of+json");
    assertThat(answer.header("ETag")).as(what).isEqualTo("\"" + version + "\"");
    assertThat(mark.get("position")).as(what).isEqualTo(line.get("position"));
    assertThat(Instant.parse(mark.get("occurredAt").textValue()))
        .isEqualTo(Instant.parse(line.get("occurredAt").textValue()));
    assertThat(mark.get("stateSha256")).as(what).isEqualTo(line.get("stateSha256"));
    assertThat(mark.get("erased")).as(what).isEmpty();
    assertSame(what, was, (ObjectNode) history.answers.get(version));
  }

  /// Everything that the present's answer had, but what the mark says is left out.
  private static void assertSame(String what, ObjectNode then, ObjectNode now) {
    var expected = now.deepCopy();
    then.at("/asOf/leftOut").forEach(name -> expected.remove(name.textValue()));
    var is = then.deepCopy();
    is.remove("asOf");
    assertThat(is.equals(PointInTimeTest::difference, expected))
        .as("%s:%n%s%ninstead of%n%s", what, is, expected)
        .isTrue();
  }

  private static int difference(JsonNode one, JsonNode other) {
    if (one.isNumber() && other.isNumber()) {
      return one.decimalValue().compareTo(other.decimalValue());
    }
    return one.equals(other) ? 0 : 1;
  }

  private Map<Long, JsonNode> lines(History history) {
    var lines = new HashMap<Long, JsonNode>();
    ok(api.get(
            "/api/audit/records/%s/%s?limit=200".formatted(history.type, history.id),
            Tokens.person("viewer")))
        .body()
        .get("items")
        .valueStream()
        .filter(item -> item.get("stateSha256").isTextual())
        .forEach(item -> lines.put(item.get("recordVersion").longValue(), item));
    return lines;
  }

  private HttpApi.Answer state(String type, String id, String query) {
    return api.get(
        "/api/audit/records/%s/%s/state%s".formatted(type, id, query), Tokens.person("viewer"));
  }

  private static HttpApi.Answer ok(HttpApi.Answer answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer;
  }

  /// Does several things to a record and keeps what is answered after each.
  private History played(String type, String id, String path, List<Runnable> acts)
      throws IOException {
    var answers = new LinkedHashMap<Long, JsonNode>();
    var history = new History(type, id, path, answers);
    remember(history);
    for (var act : acts) {
      act.run();
      remember(history);
    }
    assertThat(answers).as(type + " has a past").hasSizeGreaterThan(1);
    return history;
  }

  private void remember(History history) throws IOException {
    var answer = ok(api.get(history.path, Tokens.person("viewer")));
    history.answers.put(answer.body().get("version").longValue(), MAPPER.readTree(answer.text()));
  }

  private History eventHistory(Random random, String id) throws IOException {
    var path = Api.EVENTS + "/" + id;
    var acts =
        IntStream.range(0, 6)
            .<Runnable>mapToObj(
                i ->
                    switch (random.nextInt(4)) {
                      case 0 ->
                          () ->
                              api.patch(
                                  path + "/status",
                                  Tokens.person("engineer"),
                                  "{\"status\": \"%s\", \"reason\": \"next\"}"
                                      .formatted(
                                          List.of(
                                                  "investigating",
                                                  "resolved",
                                                  "false_positive",
                                                  "open")
                                              .get(random.nextInt(4))));
                      case 1 ->
                          () ->
                              Api.patch(path, "{\"dataAssets\": %s}".formatted(assets(random)))
                                  .statusCode(200);
                      default -> () -> Api.patch(path, someEdit(random)).statusCode(200);
                    })
            .collect(Collectors.toList());
    acts.add(() -> Api.patch(path, "{\"assignee\": \"last " + id + "\"}").statusCode(200));
    return played("security_event", id, path, acts);
  }

  private History incidentHistory(Random random) throws IOException {
    var id = Api.opened("{\"startedAt\": \"2026-01-31T09:00:00.5Z\"}");
    var path = Api.INCIDENTS + "/" + id;
    var acts = new ArrayList<Runnable>();
    for (int i = 0; i < 4; i++) {
      var text = text(random);
      acts.add(
          random.nextBoolean()
              ? () -> Api.post(path + "/timeline", "{\"text\": %s}".formatted(text)).statusCode(201)
              : () -> Api.patch(path, "{\"summary\": %s}".formatted(text)).statusCode(200));
    }
    acts.add(
        () ->
            Api.as("security")
                .contentType("application/json")
                .body("{\"status\": \"resolved\"}")
                .patch(path + "/status")
                .then()
                .statusCode(200));
    return played("incident", id, path, acts);
  }

  private History classificationHistory(Random random) throws IOException {
    var id = Api.classified("{}");
    var path = Api.CLASSIFICATIONS + "/" + id;
    var acts =
        IntStream.range(0, 4)
            .<Runnable>mapToObj(
                i -> {
                  var patch =
                      "{\"owner\": %s, \"retentionDays\": %s, \"purposes\": [%s]}"
                          .formatted(text(random), 1 + random.nextInt(3_000), text(random));
                  return () ->
                      Api.as("compliance")
                          .contentType(Api.MERGE_PATCH)
                          .body(patch)
                          .patch(path)
                          .then()
                          .statusCode(200);
                })
            .toList();
    return played("data_classification", id, path, acts);
  }

  private History modelHistory(Random random) throws IOException {
    var id = Api.registered("{\"metadata\": {\"a\": 0.1, \"b\": [1, 2.5, null]}}");
    var path = Api.MODELS + "/" + id;
    var acts = new ArrayList<Runnable>();
    for (var status : List.of("validating", "staging", "archived")) {
      acts.add(
          () ->
              Api.as("engineer")
                  .contentType("application/json")
                  .body("{\"status\": \"%s\", \"reason\": \"x\"}".formatted(status))
                  .patch(path + "/status")
                  .then()
                  .statusCode(200));
    }
    return played("model_version", id, path, acts.subList(0, 1 + random.nextInt(3)));
  }

  private String batchRow() {
    return api.post(
            HttpApi.EVENTS + "/batch",
            Tokens.machine("ingest_events"),
            "[%s,%s]"
                .formatted(
                    HttpApi.event("zero", ""), HttpApi.event("one", ", \"actor\": \"jane\"")))
        .body()
        .at("/ids/1")
        .textValue();
  }

  private static String someEvent(Random random) {
    return "{\"actor\": %s, \"description\": %s, \"metadata\": {\"n\": %s, \"m\": {\"x\": [null, true, 1.0]}}}"
        .formatted(text(random), text(random), random.nextDouble());
  }

  private static String someEdit(Random random) {
    var field = List.of("description", "assignee", "riskAssessment").get(random.nextInt(3));
    var value = random.nextInt(3) > 0 ? text(random) : "null";
    return "{\"%s\": %s, \"metadata\": {\"k\": %s}}"
        .formatted(field, value, random.nextBoolean() ? text(random) : random.nextLong(1L << 53));
  }

  /// Sometimes more than a line holds.
  private static String assets(Random random) {
    var long_ = random.nextInt(3) == 0;
    return IntStream.range(0, long_ ? 100 : random.nextInt(4))
        .mapToObj(i -> "\"x" + (long_ ? "\\u0001".repeat(199) : String.valueOf(i)) + "\"")
        .collect(Collectors.joining(",", "[", "]"));
  }

  private static String text(Random random) {
    return "\"%s %d\""
        .formatted(
            List.of("plain", "\\u20ac", "\\ud83d\\ude00", "a \\\"b\\\"", "l\\nf", "erased")
                .get(random.nextInt(6)),
            random.nextInt(1_000));
  }
}
