package io.trustfabric.security.events;

import static io.trustfabric.testing.Api.EVENTS;
import static io.trustfabric.testing.Api.as;
import static io.trustfabric.testing.Api.errors;
import static io.trustfabric.testing.Api.event;
import static io.trustfabric.testing.Api.isInvalid;
import static io.trustfabric.testing.Api.isProblem;
import static io.trustfabric.testing.Api.pointers;
import static io.trustfabric.testing.Api.read;
import static io.trustfabric.testing.Api.recorded;
import static io.trustfabric.testing.Api.report;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.trustfabric.testing.PostgresResource;
import io.trustfabric.testing.Sql;
import io.trustfabric.testing.Tokens;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class SecurityEventRecordingTest {

  @TestHTTPResource("/api/security/events")
  URI events;

  @Test
  void an_event_keeps_every_field_it_was_reported_with() {
    var id =
        recorded(
            """
            {"eventType": "data_breach", "severity": "critical", "title": "Bücher ausgelesen \\uD83D\\uDE00",
             "description": "All of it", "source": "dlp", "sourceIp": "2001:db8::1", "actor": "mallory",
             "resource": "s3://ledgers", "occurredAt": "2026-01-31T10:00:00+02:00",
             "detectedAt": "2026-02-01T10:00:00Z", "awareAt": "2026-02-01T11:00:00.000001Z",
             "assignee": "Selma Okafor", "personalData": true, "dataAssets": ["ledgers", "a,\\"b\\\\"],
             "subjectsAffected": 120, "riskAssessment": "high", "metadata": {"a": [1, 2.5, null, {"b": "c"}]}}
            """);
    read(id)
        .header("ETag", "\"0\"")
        .header("Cache-Control", "no-store")
        .body("id", equalTo(id))
        .body("version", is(0))
        .body("eventType", equalTo("data_breach"))
        .body("severity", equalTo("critical"))
        .body("title", equalTo("Bücher ausgelesen \uD83D\uDE00"))
        .body("description", equalTo("All of it"))
        .body("source", equalTo("dlp"))
        .body("sourceIp", equalTo("2001:db8::1"))
        .body("actor", equalTo("mallory"))
        .body("resource", equalTo("s3://ledgers"))
        .body("occurredAt", equalTo("2026-01-31T08:00:00Z"))
        .body("detectedAt", equalTo("2026-02-01T10:00:00Z"))
        .body("awareAt", equalTo("2026-02-01T11:00:00.000001Z"))
        .body("assignee", equalTo("Selma Okafor"))
        .body("personalData", is(true))
        .body("dataAssets", contains("ledgers", "a,\"b\\"))
        .body("subjectsAffected", is(120))
        .body("riskAssessment", equalTo("high"))
        .body("metadata.a[1]", is(2.5f))
        .body("metadata.a[3].b", equalTo("c"))
        .body("createdBy.subject", equalTo("service-account-ingest_events"))
        .body("createdBy.issuer", equalTo("https://issuer.test/realms/trust-fabric"))
        .body("updatedBy.subject", equalTo("service-account-ingest_events"));
  }

  @Test
  void what_is_left_out_has_its_default() {
    var before = Instant.now().minusSeconds(1);
    var view =
        report(event("{}"))
            .statusCode(201)
            .body("status", equalTo("open"))
            .body("personalData", is(false))
            .body("dataAssets", empty())
            .body("metadata", equalTo(java.util.Map.of()))
            .body("description", nullValue())
            .body("subjectsAffected", nullValue())
            .body("fingerprint", nullValue())
            .body("occurrences", is(1))
            .body("firstSeenAt", equalTo("2026-01-31T10:00:00Z"))
            .body("lastSeenAt", equalTo("2026-01-31T10:00:00Z"))
            .body("authorityReport.state", equalTo("not_assessed"))
            .body("authorityReport.required", nullValue())
            .extract()
            .jsonPath();
    assertThat(Instant.parse(view.getString("detectedAt"))).isAfter(before);
    assertThat(view.getString("awareAt")).isEqualTo(view.getString("detectedAt"));
  }

  @Test
  void it_is_known_since_it_was_detected_where_nothing_else_is_said() {
    report(event("{\"detectedAt\": \"2026-02-01T10:00:00Z\"}"))
        .statusCode(201)
        .body("awareAt", equalTo("2026-02-01T10:00:00Z"));
  }

  @Test
  void a_breach_of_personal_data_must_be_reported_within_72_hours_under_gdpr() {
    report(
            event(
                """
                {"eventType": "data_breach", "personalData": true, "awareAt": "2026-02-01T10:00:00Z"}
                """))
        .statusCode(201)
        .body("authorityReport.required", is(true))
        .body("authorityReport.authority", equalTo("gdpr_art_33"))
        .body("authorityReport.dueAt", equalTo("2026-02-04T10:00:00Z"))
        .body("authorityReport.state", equalTo("overdue"));
  }

  @Test
  void a_breach_without_personal_data_is_not_assessed() {
    report(event("{\"eventType\": \"data_breach\"}"))
        .statusCode(201)
        .body("authorityReport.state", equalTo("not_assessed"));
  }

  @Test
  void hipaa_gives_sixty_days() {
    report(
            event(
                """
                {"awareAt": "2026-02-01T10:00:00Z", "authorityReport": {"authority": "hipaa"}}
                """))
        .statusCode(201)
        .body("authorityReport.required", is(true))
        .body("authorityReport.dueAt", equalTo("2026-04-02T10:00:00Z"));
  }

  @Test
  void that_no_report_is_due_cannot_be_said_by_the_reporter_alone() {
    isInvalid(
        report(event("{\"authorityReport\": {\"required\": false}}")), "/authorityReport/required");
  }

  @Test
  void every_required_field_is_named_when_it_is_missing() {
    isInvalid(report("{}"), "/eventType", "/severity", "/title", "/source", "/occurredAt");
  }

  @Test
  void all_bad_fields_are_named_at_once_whether_shape_or_constraint() {
    var body =
        """
        {"eventType": "theft", "severity": 3, "title": " ", "description": ["x"], "source": 5,
         "sourceIp": "not an address", "actor": {}, "occurredAt": "yesterday", "detectedAt": "2999-01-01T00:00:00Z",
         "personalData": "true", "dataAssets": ["ok", 7, ""], "subjectsAffected": -1, "nonsense": 1,
         "authorityReport": {"required": "yes", "authority": "fbi", "because": 1}, "metadata": []}
        """;
    isInvalid(
        report(body),
        "/eventType",
        "/severity",
        "/title",
        "/description",
        "/source",
        "/sourceIp",
        "/actor",
        "/occurredAt",
        "/detectedAt",
        "/personalData",
        "/dataAssets/1",
        "/dataAssets/2",
        "/subjectsAffected",
        "/nonsense",
        "/authorityReport/required",
        "/authorityReport/authority",
        "/authorityReport/because",
        "/metadata");
  }

  @Test
  void the_messages_tell_what_would_be_right() {
    var errors = errors(report(event("{\"severity\": \"HIGH\", \"occurredAt\": \"now\"}")));
    assertThat(errors.get("/severity")).isEqualTo("must be one of low, medium, high, critical");
    assertThat(errors.get("/occurredAt")).contains("RFC 3339");
  }

  @ParameterizedTest
  @CsvSource({
    "title, 301",
    "description, 10001",
    "source, 201",
    "actor, 301",
    "resource, 501",
    "assignee, 301",
    "riskAssessment, 10001",
    "fingerprint, 201"
  })
  void a_text_has_its_longest_length(String field, int tooLong) {
    isInvalid(report(event("{\"%s\": \"%s\"}".formatted(field, "a".repeat(tooLong)))), "/" + field);
    report(event("{\"%s\": \"%s\"}".formatted(field, "a".repeat(tooLong - 1)))).statusCode(201);
  }

  @ParameterizedTest
  @ValueSource(strings = {"203.0.113.7", "::1", "2001:db8::ff00:42:8329", "::ffff:192.0.2.128"})
  void a_source_address_is_one(String address) {
    report(event("{\"sourceIp\": \"%s\"}".formatted(address))).statusCode(201);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"....", "256.1.1.1", "1:2:3", "localhost", "abc", "10.0.0.1/8", "fe80::1%eth0"})
  void what_only_looks_like_an_address_is_refused(String text) {
    isInvalid(report(event("{\"sourceIp\": \"%s\"}".formatted(text))), "/sourceIp");
  }

  @Test
  void at_most_a_hundred_assets_are_named() {
    var assets = "\"a\",".repeat(100);
    isInvalid(report(event("{\"dataAssets\": [%s\"a\"]}".formatted(assets))), "/dataAssets");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"\"", "\" x\"", "\"x \"", "\"a\\nb\"", "5", "[]"})
  void a_fingerprint_is_text_with_no_space_at_its_ends(String fingerprint) {
    isInvalid(report(event("{\"fingerprint\": %s}".formatted(fingerprint))), "/fingerprint");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.5", "\"3\"", "9007199254740993", "1e400", "-1", "true"})
  void subjects_are_counted_in_whole_numbers(String number) {
    isInvalid(report(event("{\"subjectsAffected\": %s}".formatted(number))), "/subjectsAffected");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"2026-01-31\"",
        "\"2026-01-31T10:00:00\"",
        "\"2026-02-30T10:00:00Z\"",
        "\"+10000-01-01T00:00:00Z\"",
        "\"-0001-01-01T00:00:00Z\"",
        "1767225600",
        "\"2999-01-01T00:00:00Z\""
      })
  void a_time_is_rfc_3339_and_has_passed(String time) {
    for (var field : List.of("occurredAt", "detectedAt", "awareAt")) {
      isInvalid(report(event("{\"%s\": %s}".formatted(field, time))), "/" + field);
    }
  }

  @Test
  void a_reporters_clock_may_run_five_minutes_ahead() {
    report(event("{\"occurredAt\": \"%s\"}".formatted(Instant.now().plusSeconds(200))))
        .statusCode(201);
    isInvalid(
        report(event("{\"occurredAt\": \"%s\"}".formatted(Instant.now().plusSeconds(400)))),
        "/occurredAt");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\u0000", "\\ud800", "\\udc00", "\\ud800x", "\\udc00\\ud800"})
  void text_that_cannot_be_stored_is_refused_wherever_it_is(String bad) {
    isInvalid(
        report(
            event(
                """
                {"title": "a%1$s", "source": "%1$s", "dataAssets": ["x", "%1$s"],
                 "metadata": {"deep": [{"er": "%1$s"}]}}
                """
                    .formatted(bad))),
        "/title",
        "/source",
        "/dataAssets/1",
        "/metadata/deep/0/er");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\u0000", "\\ud800"})
  void names_that_cannot_be_stored_are_refused_as_well(String bad) {
    isProblem(report(event("{\"metadata\": {\"%s\": 1}}".formatted(bad))), 400, "invalid-request");
    isProblem(
        report(
            event("{}").replaceFirst("\\{", "{\"%s\": 1, ".formatted(bad.replace("\\", "\\\\")))),
        400,
        "invalid-request");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.1234567890123456789", "9007199254740993", "1e400", "-1e-400"})
  void a_number_that_a_double_cannot_hold_is_refused_in_free_json(String number) {
    isInvalid(
        report(event("{\"metadata\": {\"a\": [%s], \"b/c~\": %s}}".formatted(number, number))),
        "/metadata/a/0",
        "/metadata/b~1c~0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.1", "1e22", "-0.0", "9007199254740992", "1.7976931348623157e308"})
  void a_number_that_a_double_holds_is_kept(String number) {
    var id = recorded("{\"metadata\": {\"a\": %s}}".formatted(number));
    var kept = Sql.one("SELECT metadata->>'a' FROM security_events WHERE id = ?::uuid", id);
    assertThat(Double.parseDouble(kept)).isEqualTo(Double.parseDouble(number) + 0.0);
  }

  @Test
  void free_json_takes_16_kib() {
    var most = 16 * 1024 - "{\"a\":\"\"}".length();
    report(event("{\"metadata\": {\"a\": \"%s\"}}".formatted("x".repeat(most)))).statusCode(201);
    isInvalid(
        report(event("{\"metadata\": {\"a\": \"%s\"}}".formatted("x".repeat(most + 1)))),
        "/metadata");
  }

  @Test
  void free_json_is_not_nested_without_end() {
    isInvalid(
        report(event("{\"metadata\": {\"a\": %s1%s}}".formatted("[".repeat(900), "]".repeat(900)))),
        "/metadata");
    var id = recorded("{\"metadata\": {\"a\": %s1%s}}".formatted("[".repeat(99), "]".repeat(99)));
    as("viewer").get(EVENTS + "?limit=1&sort=-occurredAt").then().statusCode(200);
    read(id);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "[",
        "nonsense",
        "{\"title\": \"a\",}",
        "{'title': 1}",
        "{\"title\": \"a\"} {}",
        "{\"title\": \"a\"} x",
        "{\"title\": \"a\", \"title\": \"b\"}",
        "{\"metadata\": {\"a\": 1, \"a\": 2}}",
        "{\"metadata\": NaN}",
        "{\"title\": \"\u0001\"}",
        "\u0000"
      })
  void what_is_no_json_is_refused_as_a_whole(String body) {
    isInvalid(report(body), "");
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "[]", "5", "\"text\"", "true", "[{}]"})
  void what_is_no_object_is_refused_as_a_whole(String body) {
    isInvalid(report(body), "");
  }

  @Test
  void json_nested_too_deep_is_refused() {
    isInvalid(report("[".repeat(100_000)), "");
    isInvalid(report("{\"a\":".repeat(5_000)), "");
  }

  @Test
  void a_refused_request_changes_nothing() {
    recorded("{}");
    var before = Sql.everything();
    report("{}").statusCode(400);
    report("nonsense").statusCode(400);
    report(event("{\"metadata\": {\"a\": \"%s\"}}".formatted("x".repeat(20_000)))).statusCode(400);
    report(event("{\"fingerprint\": \"new one\", \"title\": \"\"}")).statusCode(400);
    as("viewer")
        .contentType(ContentType.JSON)
        .body(event("{}"))
        .post(EVENTS)
        .then()
        .statusCode(403);
    as("security").contentType(ContentType.TEXT).body("x").post(EVENTS).then().statusCode(415);
    assertThat(Sql.everything()).isEqualTo(before);
  }

  @Test
  void every_recorded_event_has_one_ledger_line() {
    var id = recorded("{}");
    assertThat(Sql.number("SELECT count(*) FROM audit_log WHERE record_id = ?::uuid", id))
        .isEqualTo(1);
    assertThat(Sql.one("SELECT action FROM audit_log WHERE record_id = ?::uuid", id))
        .isEqualTo("security_event.created");
  }

  @Test
  void a_body_over_two_mib_is_refused() {
    var body = event("{\"description\": \"%s\"}".formatted("x".repeat(2 * 1024 * 1024)));
    isProblem(report(body), 413, "too-large");
  }

  @Test
  void a_chunked_body_over_two_mib_is_refused_while_it_is_read() throws Exception {
    var answer = chunked(3 * 1024 * 1024, events);
    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("application/problem+json");
  }

  @Test
  void a_batch_over_32_mib_is_refused() {
    var before = Sql.everything();
    isProblem(
        as("engineer")
            .contentType(ContentType.JSON)
            .body(" ".repeat(32 * 1024 * 1024 + 1).getBytes(StandardCharsets.UTF_8))
            .post(EVENTS + "/batch")
            .then(),
        413,
        "too-large");
    assertThat(Sql.everything()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"text/plain", "application/xml", "application/x-ndjson", "multipart/form-data"})
  void another_media_type_is_refused(String type) {
    isProblem(
        as("security")
            .header("Content-Type", type)
            .body(event("{}").getBytes(StandardCharsets.UTF_8))
            .post(EVENTS)
            .then(),
        415,
        "unsupported-media-type");
  }

  @Test
  void no_body_at_all_is_refused() {
    var answer = as("security").post(EVENTS).then();
    assertThat(answer.extract().statusCode()).isIn(400, 415);
    answer.contentType("application/problem+json");
    isInvalid(as("security").contentType(ContentType.JSON).post(EVENTS).then(), "");
  }

  @Test
  void what_does_not_exist_is_not_found() {
    isProblem(
        as("viewer").get(EVENTS + "/0199f0f0-0000-7000-8000-000000000000").then(),
        404,
        "not-found");
    isProblem(as("viewer").get(EVENTS + "/no-id").then(), 404, "not-found");
    isProblem(as("viewer").get("/api/nothing").then(), 404, "not-found");
  }

  @Test
  void another_method_is_not_allowed() {
    var id = recorded("{}");
    isProblem(as("admin").delete(EVENTS + "/" + id).then(), 405, "method-not-allowed");
    isProblem(as("admin").put(EVENTS).then(), 405, "method-not-allowed");
  }

  @Test
  void an_answer_is_only_given_as_json() {
    isProblem(as("viewer").accept("application/xml").get(EVENTS).then(), 406, "not-acceptable");
  }

  @Test
  void errors_of_a_hundred_unknown_fields_are_all_named() {
    var body = new StringBuilder("{");
    var expected = new ArrayList<String>();
    for (int i = 0; i < 100; i++) {
      body.append("\"f%d\": 1, ".formatted(i));
      expected.add("/f" + i);
    }
    var all = pointers(report(body + event("{}").substring(1)));
    assertThat(all).containsExactlyElementsOf(expected);
  }

  private static HttpResponse<String> chunked(int size, URI uri)
      throws IOException, InterruptedException {
    try (var client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(uri)
              .version(HttpClient.Version.HTTP_1_1)
              .timeout(Duration.ofSeconds(60))
              .header("Authorization", "Bearer " + Tokens.machine("ingest_events"))
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofInputStream(() -> new Spaces(size)))
              .build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }

  /// So many spaces, then an empty array.
  private static final class Spaces extends InputStream {
    private int left;

    Spaces(int count) {
      left = count;
    }

    @Override
    public int read() {
      return left-- > 0 ? ' ' : -1;
    }
  }
}
