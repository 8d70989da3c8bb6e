package io.trustfabric.security.events;

import static io.trustfabric.testing.Api.EVENTS;
import static io.trustfabric.testing.Api.as;
import static io.trustfabric.testing.Api.event;
import static io.trustfabric.testing.Api.read;
import static io.trustfabric.testing.Api.report;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.trustfabric.testing.PostgresResource;
import io.trustfabric.testing.Sql;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class FingerprintTest {

  @Inject RepeatSummaries summaries;

  private final String fingerprint = UUID.randomUUID().toString();

  @Test
  void a_repeat_is_counted_and_answers_with_the_event() {
    var id = seen("2026-01-02T00:00:00Z", 201);
    var before = linesOf(id);
    assertThat(seen("2026-01-03T00:00:00Z", 200)).isEqualTo(id);
    assertThat(seen("2026-01-01T00:00:00Z", 200)).isEqualTo(id);
    read(id)
        .header("ETag", "\"0\"")
        .body("version", is(0))
        .body("fingerprint", equalTo(fingerprint))
        .body("occurrences", is(3))
        .body("firstSeenAt", equalTo("2026-01-01T00:00:00Z"))
        .body("lastSeenAt", equalTo("2026-01-03T00:00:00Z"))
        .body("occurredAt", equalTo("2026-01-02T00:00:00Z"));
    assertThat(linesOf(id)).isLessThanOrEqualTo(before + 1);
  }

  @Test
  void a_list_tells_how_often_as_well() {
    var source = "source-" + UUID.randomUUID();
    for (int i = 0; i < 3; i++) {
      report(event("{\"fingerprint\": \"%s\", \"source\": \"%s\"}".formatted(fingerprint, source)));
    }
    as("viewer")
        .queryParam("source", source)
        .get(EVENTS)
        .then()
        .body("items.size()", is(1))
        .body("items[0].occurrences", is(3));
  }

  @Test
  void a_repeat_is_counted_while_somebody_investigates() {
    var id = seen("2026-01-01T00:00:00Z", 201);
    move(id, "investigating");
    assertThat(seen("2026-01-02T00:00:00Z", 200)).isEqualTo(id);
    read(id).body("occurrences", is(2)).body("version", is(1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"resolved", "false_positive"})
  void after_the_end_a_repeat_is_a_new_event_and_the_old_one_keeps_its_count(String end) {
    var first = seen("2026-01-01T00:00:00Z", 201);
    seen("2026-01-02T00:00:00Z", 200);
    move(first, end);
    var second = seen("2026-01-03T00:00:00Z", 201);
    assertThat(second).isNotEqualTo(first);
    assertThat(seen("2026-01-04T00:00:00Z", 200)).isEqualTo(second);
    read(first).body("occurrences", is(2)).body("lastSeenAt", equalTo("2026-01-02T00:00:00Z"));
    read(second).body("occurrences", is(2)).body("firstSeenAt", equalTo("2026-01-03T00:00:00Z"));
  }

  @Test
  void work_taken_up_again_leaves_repeats_with_the_newer_event() {
    var first = seen("2026-01-01T00:00:00Z", 201);
    move(first, "resolved");
    var second = seen("2026-01-02T00:00:00Z", 201);
    move(first, "investigating");
    assertThat(seen("2026-01-03T00:00:00Z", 200)).isEqualTo(second);
  }

  @Test
  void work_taken_up_again_before_a_repeat_gets_the_repeat() {
    var first = seen("2026-01-01T00:00:00Z", 201);
    move(first, "resolved");
    move(first, "investigating");
    assertThat(seen("2026-01-03T00:00:00Z", 200)).isEqualTo(first);
  }

  @Test
  void without_a_fingerprint_every_report_is_an_event() {
    assertThat(report(event("{}")).statusCode(201).extract().<String>path("id"))
        .isNotEqualTo(report(event("{}")).statusCode(201).extract().<String>path("id"));
  }

  @Test
  void repeats_are_summed_up_in_one_line_for_each_event() {
    var id = seen("2026-01-01T00:00:00Z", 201);
    summaries.summarise();
    var before = linesOf(id);
    for (int i = 0; i < 3; i++) {
      seen("2026-01-02T00:00:00Z", 200);
    }
    // The schedule may come between; then it is its line that says so.
    summaries.summarise();
    summaries.summarise();
    assertThat(linesOf(id)).isBetween(before + 1, before + 2);
    as("viewer")
        .get("/api/audit/records/security_event/" + id)
        .then()
        .statusCode(200)
        .body("items[0].action", equalTo("security_event.repeated"))
        .body("items[0].change.occurrences.after", is(4));
    var after = linesOf(id);
    summaries.summarise();
    assertThat(linesOf(id)).isEqualTo(after);
  }

  private String seen(String at, int status) {
    return report(
            event("{\"fingerprint\": \"%s\", \"occurredAt\": \"%s\"}".formatted(fingerprint, at)))
        .statusCode(status)
        .extract()
        .path("id");
  }

  private static void move(String id, String status) {
    as("security")
        .contentType(ContentType.JSON)
        .body("{\"status\": \"%s\", \"reason\": \"x\"}".formatted(status))
        .patch(EVENTS + "/" + id + "/status")
        .then()
        .statusCode(200);
  }

  private static long linesOf(String id) {
    return Sql.number("SELECT count(*) FROM audit_log WHERE record_id = ?::uuid", id);
  }
}
