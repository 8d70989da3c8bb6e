package io.trustfabric.security.events;

import static io.trustfabric.testing.Api.EVENTS;
import static io.trustfabric.testing.Api.event;
import static io.trustfabric.testing.Api.isInvalid;
import static io.trustfabric.testing.Api.isProblem;
import static io.trustfabric.testing.Api.read;
import static io.trustfabric.testing.Api.recorded;
import static io.trustfabric.testing.Api.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.trustfabric.testing.Api;
import io.trustfabric.testing.PostgresResource;
import io.trustfabric.testing.Sql;
import io.trustfabric.testing.Tokens;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class SecurityEventBatchTest {

  private static final String NDJSON = "application/x-ndjson";

  @Test
  void an_array_becomes_events_in_its_order() {
    var ids =
        array("[%s, %s ,%s]".formatted(titled("first"), titled("second"), titled("third")))
            .statusCode(201)
            .body("received", is(3))
            .body("created", is(3))
            .body("repeated", is(0))
            .body("ids", hasSize(3))
            .extract()
            .jsonPath()
            .getList("ids", String.class);
    read(ids.get(0)).body("title", equalTo("first"));
    read(ids.get(1)).body("title", equalTo("second"));
    read(ids.get(2))
        .body("title", equalTo("third"))
        .body("createdBy.subject", equalTo("service-account-ingest_events"))
        .body("version", is(0));
  }

  @Test
  void lines_become_events_in_their_order() {
    var ids =
        lines("%s\n\n  \n%s\r\n%s".formatted(titled("first"), titled("second"), titled("third")))
            .statusCode(201)
            .body("created", is(3))
            .extract()
            .jsonPath()
            .getList("ids", String.class);
    read(ids.get(1)).body("title", equalTo("second"));
  }

  @Test
  void a_batch_keeps_exactly_what_a_single_report_keeps() {
    var odd =
        event(
            """
            {"eventType": "data_breach", "title": "tab\\t line\\nback\\\\slash \\"quote\\" \\\\N é \\uD83D\\uDE00",
             "description": "\\r\\b\\f\\u000b", "personalData": true, "dataAssets": ["a\\"b", "c\\\\d", "NULL", "{e,f}", " g "],
             "subjectsAffected": 3, "actor": "\\\\.", "awareAt": "2026-02-01T10:00:00.000001Z",
             "metadata": {"a\\tb": [1, 2.5, null, true, {"c": "\\\\N\\n"}]}}
            """);
    var single = Api.report(odd).statusCode(201).extract().<String>path("id");
    var ids =
        array("[%s,%s]".formatted(odd, odd))
            .statusCode(201)
            .extract()
            .jsonPath()
            .getList("ids", String.class);
    var columns =
        """
        SELECT (to_jsonb(e) - 'id' - 'personal_salt' - 'created_at' - 'updated_at' - 'detected_at')::text
        FROM security_events e WHERE id = ?::uuid
        """;
    for (var id : ids) {
      assertThat(Sql.one(columns, id)).isEqualTo(Sql.one(columns, single));
    }
  }

  @Test
  void ten_thousand_are_taken_at_once_and_make_one_ledger_line() {
    var ids =
        array(many(10_000, event("{}")))
            .statusCode(201)
            .body("received", is(10_000))
            .body("created", is(10_000))
            .extract()
            .jsonPath()
            .getList("ids", String.class);
    assertThat(new HashSet<>(ids)).hasSize(10_000);
    var lines =
        """
        SELECT count(DISTINCT line_id) || ' line of ' || count(*) || ' rows' FROM ledger_batch_rows
        WHERE line_id = (SELECT line_id FROM ledger_batch_rows WHERE record_id = ?::uuid)
        """;
    assertThat(Sql.one(lines, ids.getFirst())).isEqualTo("1 line of 10000 rows");
    Api.as("viewer")
        .get("/api/audit/records/security_event/" + ids.get(9_999))
        .then()
        .statusCode(200)
        .body("items", hasSize(1))
        .body("items[0].batch.index", is(9_999))
        .body("items[0].batch.count", is(10_000));
  }

  @Test
  void more_than_ten_thousand_are_too_many() {
    var before = Sql.everything();
    isProblem(array(many(10_001, event("{}"))), 413, "too-large");
    isProblem(
        lines(
            IntStream.range(0, 10_001)
                .mapToObj(i -> event("{}"))
                .collect(Collectors.joining("\n"))),
        413,
        "too-large");
    assertThat(Sql.everything()).isEqualTo(before);
  }

  @Test
  void every_bad_event_is_named_and_none_is_taken() {
    var before = Sql.everything();
    isInvalid(
        array(
            "[%s, {}, 5, null, %s, [], %s]"
                .formatted(
                    event("{}"),
                    event("{\"severity\": \"x\", \"dataAssets\": [\"\"], \"nonsense\": 1}"),
                    event("{\"sourceIp\": \"?\", \"source\": 5}"))),
        "/1/eventType",
        "/1/severity",
        "/1/title",
        "/1/source",
        "/1/occurredAt",
        "/2",
        "/3",
        "/4/severity",
        "/4/dataAssets/0",
        "/4/nonsense",
        "/5",
        "/6/sourceIp",
        "/6/source");
    assertThat(Sql.everything()).isEqualTo(before);
  }

  @Test
  void bad_lines_are_named_by_index_and_line() {
    var before = Sql.everything();
    var answer = lines("%s\n\n{\n%s\nnull\n".formatted(event("{}"), event("{\"title\": null}")));
    isInvalid(answer, "/1", "/2/title", "/3");
    assertThat(answer.extract().jsonPath().getList("errors.line", Integer.class))
        .containsExactly(3, 4, 5);
    assertThat(Sql.everything()).isEqualTo(before);
  }

  @Test
  void a_thousand_errors_are_named_and_no_more() {
    var answer = array(many(5_000, "{}"));
    isProblem(answer, 400, "invalid-request").body("errors", hasSize(1_000));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "null",
        "5",
        "[",
        "[]",
        "[{]",
        "[{},]",
        "[] []",
        "[] x",
        "[{\"a\":1,\"a\":2}]",
        "[NaN]"
      })
  void what_is_no_array_of_events_is_refused_as_a_whole(String body) {
    isProblem(array(body), 400, "invalid-request");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", " \n \n"})
  void no_lines_are_no_batch(String body) {
    isInvalid(lines(body), "");
  }

  @Test
  void one_event_in_a_batch_is_an_event_like_any_other() {
    var id =
        array("[%s]".formatted(titled("alone"))).statusCode(201).extract().<String>path("ids[0]");
    Api.as("viewer")
        .get("/api/audit/records/security_event/" + id)
        .then()
        .body("items[0].action", equalTo("security_event.created"));
  }

  @Test
  void a_fingerprint_repeated_within_a_batch_is_one_event() {
    var fingerprint = UUID.randomUUID().toString();
    var early =
        event(
            "{\"fingerprint\": \"%s\", \"occurredAt\": \"2026-01-01T00:00:00Z\"}"
                .formatted(fingerprint));
    var late =
        event(
            "{\"fingerprint\": \"%s\", \"occurredAt\": \"2026-01-02T00:00:00Z\"}"
                .formatted(fingerprint));
    var ids =
        array("[%s,%s,%s,%s]".formatted(late, event("{}"), early, late))
            .statusCode(201)
            .body("received", is(4))
            .body("created", is(2))
            .body("repeated", is(2))
            .extract()
            .jsonPath()
            .getList("ids", String.class);
    assertThat(ids.get(0)).isEqualTo(ids.get(2)).isEqualTo(ids.get(3)).isNotEqualTo(ids.get(1));
    read(ids.getFirst())
        .body("occurrences", is(3))
        .body("firstSeenAt", equalTo("2026-01-01T00:00:00Z"))
        .body("lastSeenAt", equalTo("2026-01-02T00:00:00Z"));
  }

  @Test
  void a_batch_may_repeat_an_event_that_is_there() {
    var fingerprint = UUID.randomUUID().toString();
    var known = recorded("{\"fingerprint\": \"%s\"}".formatted(fingerprint));
    var again = event("{\"fingerprint\": \"%s\"}".formatted(fingerprint));
    var ids =
        array("[%s,%s]".formatted(again, again))
            .statusCode(201)
            .body("created", is(0))
            .body("repeated", is(2))
            .extract()
            .jsonPath()
            .getList("ids", String.class);
    assertThat(ids).isEqualTo(List.of(known, known));
    read(known).body("occurrences", is(3)).body("version", is(0));
  }

  private static String titled(String title) {
    return event("{\"title\": \"%s\"}".formatted(title));
  }

  private static String many(int count, String event) {
    return IntStream.range(0, count)
        .mapToObj(i -> event)
        .collect(Collectors.joining(",", "[", "]"));
  }

  private static ValidatableResponse array(String body) {
    return send("application/json", body);
  }

  private static ValidatableResponse lines(String body) {
    return send(NDJSON, body);
  }

  private static ValidatableResponse send(String type, String body) {
    return with(Tokens.machine("ingest_events"))
        .header("Content-Type", type)
        .body(body.getBytes(java.nio.charset.StandardCharsets.UTF_8))
        .post(EVENTS + "/batch")
        .then();
  }
}
