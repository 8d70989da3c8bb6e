package io.trustfabric.security.events;

import static io.trustfabric.testing.Api.EVENTS;
import static io.trustfabric.testing.Api.as;
import static io.trustfabric.testing.Api.event;
import static io.trustfabric.testing.Api.isInvalid;
import static io.trustfabric.testing.Api.recorded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.trustfabric.testing.PostgresResource;
import io.trustfabric.testing.Sql;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class SecurityEventListTest {

  /// Events of one test carry their own source, so that tests see only theirs.
  private final String source = "source-" + UUID.randomUUID();

  @Test
  void a_filter_given_twice_means_or_and_two_filters_mean_and() {
    one("{\"title\": \"a\", \"severity\": \"low\"}");
    one("{\"title\": \"b\", \"severity\": \"high\"}");
    one("{\"title\": \"c\", \"severity\": \"critical\", \"eventType\": \"malware\"}");
    assertThat(titles(Map.of("severity", List.of("low", "high")))).containsOnly("a", "b");
    assertThat(titles(Map.of("severity", List.of("high", "critical"), "eventType", "malware")))
        .containsOnly("c");
    assertThat(titles(Map.of("severity", "medium"))).isEmpty();
  }

  @Test
  void every_field_can_be_filtered_by() {
    var first =
        one(
            """
            {"title": "a", "severity": "low", "eventType": "malware", "actor": "mallory, the bad",
             "assignee": "Selma", "personalData": true}
            """);
    one("{\"title\": \"b\", \"severity\": \"high\", \"eventType\": \"other\"}");
    as("security")
        .contentType(ContentType.JSON)
        .body("{\"status\": \"resolved\"}")
        .patch(EVENTS + "/" + first + "/status")
        .then()
        .statusCode(200);
    for (var filter :
        Map.of(
                "severity", "low",
                "status", "resolved",
                "eventType", "malware",
                "actor", "mallory, the bad",
                "assignee", "Selma",
                "personalData", "true",
                "unassigned", "false",
                "q", "a")
            .entrySet()) {
      assertThat(titles(Map.of(filter.getKey(), filter.getValue())))
          .as(filter.toString())
          .containsExactly("a");
    }
    assertThat(titles(Map.of("unassigned", "true"))).containsExactly("b");
    assertThat(titles(Map.of("personalData", "false"))).containsExactly("b");
    assertThat(titles(Map.of("status", List.of("open", "investigating")))).containsExactly("b");
    assertThat(titles(Map.of("source", List.of("x", "y")))).contains("a", "b");
  }

  @Test
  void reports_to_an_authority_are_found_as_due_and_overdue() {
    var recently = Instant.now().minus(1, ChronoUnit.HOURS);
    one(
        """
        {"title": "due", "authorityReport": {"required": true}, "awareAt": "%s"}
        """
            .formatted(recently));
    one(
        """
        {"title": "overdue", "authorityReport": {"required": true}, "awareAt": "2026-01-01T00:00:00Z"}
        """);
    one("{\"title\": \"neither\"}");
    assertThat(titles(Map.of("reportState", "due"))).containsExactly("due");
    assertThat(titles(Map.of("reportState", "overdue"))).containsExactly("overdue");
  }

  @Test
  void a_period_holds_its_start_and_not_its_end() {
    for (var second : List.of(10, 20, 30)) {
      one(
          "{\"title\": \"at %d\", \"occurredAt\": \"2026-01-31T10:00:%dZ\"}"
              .formatted(second, second));
    }
    assertThat(
            titles(
                Map.of(
                    "occurredFrom", "2026-01-31T10:00:10Z", "occurredTo", "2026-01-31T10:00:30Z")))
        .containsOnly("at 10", "at 20");
    assertThat(titles(Map.of("occurredFrom", "2026-01-31T12:00:20+02:00")))
        .containsOnly("at 20", "at 30");
    assertThat(titles(Map.of("occurredTo", "2026-01-31T10:00:10.000001Z"))).containsOnly("at 10");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "password; first",
        "passw; first",
        "PASSWORD; first",
        "stolen; first,second",
        "password stolen; first",
        "password or laptop; first,second",
        "\"stolen password\"; first",
        "\"password stolen\"; ",
        "stolen -password; second",
        "stolen -\"stolen password\"; second",
        "-\"stolen password\" stol; second",
        "-tele-phone; first,second",
        "train; second",
        "(password; first",
        "password:*; first",
        "password & !laptop'; "
      })
  void words_are_searched_in_title_and_description(String q, String found) {
    one("{\"title\": \"first\", \"description\": \"A stolen password\"}");
    one("{\"title\": \"second\", \"description\": \"Laptop stolen on a train\"}");
    var expected = found == null ? new String[0] : found.split(",");
    assertThat(titles(Map.of("q", q))).as(q).containsOnly(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "!!!",
        ":*",
        "-",
        "\"",
        "\"\"",
        "(",
        ")",
        "&",
        "|",
        "<->",
        "'",
        "\\",
        "*",
        "-\"",
        "or",
        "- -",
        "or or or",
        "-(a",
        "a:b:c",
        "!a & (b",
        "\uD83D\uDE00",
        "a\\",
        "'a'",
        "%",
        "_"
      })
  void no_search_is_too_odd_to_be_answered(String q) {
    one("{\"title\": \"some\"}");
    as("viewer").queryParam("q", q).get(EVENTS).then().statusCode(200);
  }

  @Test
  void a_search_for_nothing_finds_everything_and_one_for_signs_nothing() {
    one("{\"title\": \"some\"}");
    assertThat(titles(Map.of("q", "  "))).containsExactly("some");
    assertThat(titles(Map.of("q", "!!!"))).isEmpty();
  }

  @Test
  void a_list_is_sorted_by_time_the_newest_first_unless_asked_otherwise() {
    for (var day : List.of("02", "01", "03")) {
      one("{\"title\": \"%s\", \"occurredAt\": \"2026-01-%sT00:00:00Z\"}".formatted(day, day));
    }
    assertThat(titles(Map.of())).containsExactly("03", "02", "01");
    assertThat(titles(Map.of("sort", "-occurredAt"))).containsExactly("03", "02", "01");
    assertThat(titles(Map.of("sort", "occurredAt"))).containsExactly("01", "02", "03");
  }

  @Test
  void severities_sort_by_rank_and_then_by_time() {
    for (var severity : List.of("low", "critical", "medium", "high", "low")) {
      one("{\"title\": \"%s\", \"severity\": \"%s\"}".formatted(severity, severity));
    }
    assertThat(titles(Map.of("sort", "severity")))
        .containsExactly("low", "low", "medium", "high", "critical");
    assertThat(titles(Map.of("sort", "-severity")))
        .containsExactly("critical", "high", "medium", "low", "low");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-occurredAt", "occurredAt", "-severity", "severity"})
  void rows_that_come_in_while_paging_neither_repeat_nor_hide_one(String sort) {
    var there = new ArrayList<String>();
    for (int i = 0; i < 23; i++) {
      // Many share their sort key: only the id orders them.
      there.add(
          one(
              "{\"occurredAt\": \"2026-01-01T00:00:0%dZ\", \"severity\": \"%s\"}"
                  .formatted(i % 3, i % 2 == 0 ? "low" : "high")));
    }
    var seen = new ArrayList<String>();
    String cursor = null;
    do {
      var page =
          list(
              cursor == null
                  ? Map.of("sort", sort, "limit", 5)
                  : Map.of("sort", sort, "limit", 5, "cursor", cursor));
      seen.addAll(page.extract().jsonPath().getList("items.id", String.class));
      cursor = page.extract().path("page.nextCursor");
      one("{\"occurredAt\": \"2026-01-01T00:00:01Z\", \"severity\": \"low\"}");
      one("{\"occurredAt\": \"2025-01-01T00:00:00Z\", \"severity\": \"critical\"}");
      one("{\"occurredAt\": \"2026-01-02T00:00:00Z\", \"severity\": \"high\"}");
    } while (cursor != null && seen.size() < 200);
    assertThat(new HashSet<>(seen)).hasSameSizeAs(seen).containsAll(there);
  }

  @Test
  void a_page_has_fifty_rows_unless_asked_otherwise_and_the_last_has_no_next() {
    batch(60, "open");
    list(Map.of())
        .body("items", hasSize(50))
        .body("page.limit", is(50))
        .body("page.total", is(60))
        .body("page.totalIsExact", is(true));
    list(Map.of("limit", 60)).body("items", hasSize(60)).body("page.nextCursor", nullValue());
    list(Map.of("limit", 1)).body("items", hasSize(1));
    list(Map.of("limit", 200)).body("items", hasSize(60)).body("page.limit", is(200));
  }

  @Test
  void a_total_is_exact_up_to_ten_thousand_and_a_lower_bound_past_that() {
    batch(10_000, "counted");
    list(Map.of("limit", 1)).body("page.total", is(10_000)).body("page.totalIsExact", is(true));
    one("{}");
    list(Map.of("limit", 1)).body("page.total", is(10_000)).body("page.totalIsExact", is(false));
    list(Map.of("limit", 1, "q", "counted"))
        .body("page.total", is(10_000))
        .body("page.totalIsExact", is(true));
  }

  @Test
  void every_bad_parameter_is_named_at_once() {
    isInvalid(
        as("viewer")
            .queryParam("severity", "low", "worst")
            .queryParam("status", "closed")
            .queryParam("eventType", "theft")
            .queryParam("personalData", "yes")
            .queryParam("unassigned", "1")
            .queryParam("reportState", "late")
            .queryParam("occurredFrom", "yesterday")
            .queryParam("occurredTo", "2026-01-31")
            .queryParam("q", "x".repeat(201))
            .queryParam("limit", "0")
            .queryParam("sort", "title")
            .get(EVENTS)
            .then(),
        "?severity",
        "?status",
        "?eventType",
        "?personalData",
        "?unassigned",
        "?reportState",
        "?occurredFrom",
        "?occurredTo",
        "?q",
        "?limit",
        "?sort");
    isInvalid(
        as("viewer").queryParam("cursor", "nonsense").queryParam("limit", "x").get(EVENTS).then(),
        "?cursor",
        "?limit");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "201", "-1", "1.5", "x", "99999999999"})
  void a_limit_is_from_1_to_200(String limit) {
    isInvalid(as("viewer").queryParam("limit", limit).get(EVENTS).then(), "?limit");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-occurredAt\n2026-01-01T00:00:00Z",
        "-occurredAt\n2026-01-01T00:00:00Z\nno-id",
        "-occurredAt\nyesterday\n0199f0f0-0000-7000-8000-000000000000",
        "-occurredAt\n+1000000000-12-31T23:59:59Z\n0199f0f0-0000-7000-8000-000000000000",
        "occurredAt\n2026-01-01T00:00:00Z\n0199f0f0-0000-7000-8000-000000000000",
        "-severity\n3\n2026-01-01T00:00:00Z\n0199f0f0-0000-7000-8000-000000000000",
        "\n\n\n"
      })
  void a_cursor_that_is_not_of_this_list_is_refused(String forged) {
    var cursor =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(forged.getBytes(StandardCharsets.UTF_8));
    isInvalid(as("viewer").queryParam("cursor", cursor).get(EVENTS).then(), "?cursor");
  }

  @Test
  void text_that_cannot_be_stored_is_no_filter() {
    for (var field : List.of("source", "actor", "assignee", "q")) {
      isInvalid(
          as("viewer").urlEncodingEnabled(false).get(EVENTS + "?" + field + "=a%00b").then(),
          "?" + field);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"+10000-01-01T00:00:00Z", "-0001-01-01T00:00:00Z", "now"})
  void a_time_out_of_the_calendar_is_no_filter(String time) {
    isInvalid(as("viewer").queryParam("occurredFrom", time).get(EVENTS).then(), "?occurredFrom");
    isInvalid(as("viewer").queryParam("from", time).get(EVENTS + "/summary").then(), "?from");
  }

  @Test
  void the_summary_counts_open_work_and_the_series_adds_up() {
    var from = "2024-05-01T00:00:00Z";
    var to = "2024-05-03T00:00:00Z";
    var before = summary(from, to).extract().jsonPath();
    one("{\"severity\": \"critical\", \"occurredAt\": \"2024-05-01T00:00:00Z\"}");
    one("{\"severity\": \"low\", \"occurredAt\": \"2024-05-02T23:59:59.999999Z\"}");
    one("{\"severity\": \"low\", \"occurredAt\": \"2024-05-03T00:00:00Z\", \"assignee\": \"S\"}");
    one(
        """
        {"severity": "high", "occurredAt": "2024-05-01T01:00:00Z", "authorityReport": {"required": true},
         "awareAt": "2024-05-01T01:00:00Z"}
        """);
    var after =
        summary(from, to)
            .body("from", equalTo(from))
            .body("to", equalTo(to))
            .body("bucket", equalTo("PT1H"))
            .body("series", hasSize(48))
            .body("series[0].at", equalTo(from))
            .body("series[0].critical", is(before.getInt("series[0].critical") + 1))
            .body("series[1].high", is(before.getInt("series[1].high") + 1))
            .body("series[47].low", is(before.getInt("series[47].low") + 1))
            .extract()
            .jsonPath();
    assertThat(after.getInt("series.low.sum()")).isEqualTo(before.getInt("series.low.sum()") + 1);
    assertThat(after.getInt("open.critical.value"))
        .isEqualTo(before.getInt("open.critical.value") + 1);
    assertThat(after.getInt("open.low.value")).isIn(before.getInt("open.low.value") + 2, 10_000);
    assertThat(after.getInt("reportsOverdue.value"))
        .isEqualTo(before.getInt("reportsOverdue.value") + 1);
  }

  @Test
  void the_summary_is_of_the_last_day_unless_asked_otherwise() {
    var summary = as("viewer").get(EVENTS + "/summary").then().statusCode(200).extract().jsonPath();
    assertThat(
            ChronoUnit.HOURS.between(
                Instant.parse(summary.getString("from")), Instant.parse(summary.getString("to"))))
        .isEqualTo(24);
    isInvalid(
        as("viewer")
            .queryParam("from", "2026-01-02T00:00:00Z")
            .queryParam("to", "2026-01-01T00:00:00Z")
            .get(EVENTS + "/summary")
            .then(),
        "?from");
    isInvalid(
        as("viewer")
            .queryParam("from", "2020-01-02T00:00:00Z")
            .queryParam("to", "2026-01-01T00:00:00Z")
            .get(EVENTS + "/summary")
            .then(),
        "?from");
  }

  @Test
  void a_read_changes_nothing() {
    one("{}");
    var before = Sql.everything();
    list(Map.of("sort", "severity"));
    as("viewer").get(EVENTS + "/summary").then().statusCode(200);
    assertThat(Sql.everything()).isEqualTo(before);
  }

  private static ValidatableResponse summary(String from, String to) {
    return as("viewer")
        .queryParam("from", from)
        .queryParam("to", to)
        .get(EVENTS + "/summary")
        .then()
        .statusCode(200);
  }

  private String one(String fields) {
    return recorded(
        "{\"source\": \""
            + source
            + "\", "
            + fields.strip().substring(1).replaceFirst("^\\s*}$", "\"actor\": null}"));
  }

  private void batch(int count, String title) {
    var event = event("{\"source\": \"%s\", \"title\": \"%s\"}".formatted(source, title));
    as("engineer")
        .contentType(ContentType.JSON)
        .body(
            IntStream.range(0, count)
                .mapToObj(i -> event)
                .collect(Collectors.joining(",", "[", "]")))
        .post(EVENTS + "/batch")
        .then()
        .statusCode(201);
  }

  private List<String> titles(Map<String, Object> parameters) {
    return list(parameters).extract().jsonPath().getList("items.title", String.class);
  }

  private ValidatableResponse list(Map<String, Object> parameters) {
    var request = as("viewer").queryParam("source", source);
    parameters.forEach(
        (name, value) ->
            request.queryParam(
                name, value instanceof List<?> l ? l.toArray() : new Object[] {value}));
    return request.get(EVENTS).then().statusCode(200);
  }
}
