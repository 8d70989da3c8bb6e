package io.trustfabric.security.events;

import static io.trustfabric.testing.Api.EVENTS;
import static io.trustfabric.testing.Api.as;
import static io.trustfabric.testing.Api.isInvalid;
import static io.trustfabric.testing.Api.isProblem;
import static io.trustfabric.testing.Api.read;
import static io.trustfabric.testing.Api.recorded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.trustfabric.testing.PostgresResource;
import io.trustfabric.testing.Sql;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class SecurityEventStatusChangeTest {

  /// The table of domain.md, by hand: where to from where.
  private static final Map<String, List<String>> ALLOWED =
      Map.of(
          "open", List.of("investigating", "resolved", "false_positive"),
          "investigating", List.of("resolved", "false_positive"),
          "resolved", List.of("investigating"),
          "false_positive", List.of("investigating"));

  static Stream<Arguments> everyStep() {
    return ALLOWED.keySet().stream()
        .sorted()
        .flatMap(from -> ALLOWED.keySet().stream().sorted().map(to -> Arguments.of(from, to)));
  }

  @ParameterizedTest
  @MethodSource("everyStep")
  void a_step_is_taken_when_the_table_allows_it_and_else_refused(String from, String to) {
    var id = eventThatIs(from);
    var before = Sql.everything();
    var answer = move(id, "{\"status\": \"%s\", \"reason\": \"because\"}".formatted(to));
    if (ALLOWED.get(from).contains(to)) {
      answer.statusCode(200).body("status", equalTo(to));
      read(id).body("status", equalTo(to));
      return;
    }
    isProblem(answer, 409, "forbidden-transition")
        .body("currentStatus", equalTo(from))
        .body("allowedStatuses", contains(ALLOWED.get(from).stream().sorted().toArray()));
    assertThat(Sql.everything()).isEqualTo(before);
  }

  @ParameterizedTest
  @MethodSource("everyStep")
  void only_taking_work_up_again_needs_a_reason(String from, String to) {
    if (!ALLOWED.get(from).contains(to)) {
      return;
    }
    var id = eventThatIs(from);
    var again = from.equals("resolved") || from.equals("false_positive");
    for (var body :
        List.of(
            "{\"status\": \"%s\"}",
            "{\"status\": \"%s\", \"reason\": null}", "{\"status\": \"%s\", \"reason\": \"  \"}")) {
      var answer = move(id, body.formatted(to));
      if (again) {
        isInvalid(answer, "/reason");
      } else {
        answer.statusCode(200);
        return;
      }
    }
    read(id).body("status", equalTo(from)).body("nextStatuses[0].reasonRequired", is(true));
  }

  @Test
  void a_reason_is_kept_whenever_it_is_given() {
    var id = recorded("{}");
    move(id, "{\"status\": \"investigating\", \"reason\": \"looks real\"}").statusCode(200);
    as("viewer")
        .get("/api/audit/records/security_event/" + id)
        .then()
        .statusCode(200)
        .body("items[0].action", equalTo("security_event.status_changed"))
        .body("items[0].reason", equalTo("looks real"))
        .body("items[0].change.status.before", equalTo("open"))
        .body("items[0].change.status.after", equalTo("investigating"));
  }

  @Test
  void a_resolution_is_kept_over_later_steps() {
    var id = recorded("{}");
    move(id, "{\"status\": \"resolved\", \"resolution\": \"key rotated\"}")
        .body("resolution", equalTo("key rotated"))
        .header("ETag", "\"1\"")
        .body("updatedBy.subject", equalTo("security"));
    move(id, "{\"status\": \"investigating\", \"reason\": \"again\"}")
        .body("resolution", equalTo("key rotated"));
  }

  @Test
  void a_bad_step_names_every_bad_field() {
    var id = recorded("{}");
    isInvalid(move(id, "{}"), "/status");
    isInvalid(
        move(id, "{\"status\": \"closed\", \"reason\": 5, \"why\": 1}"),
        "/status",
        "/reason",
        "/why");
    isInvalid(move(id, "[]"), "");
    isInvalid(
        move(id, "{\"status\": \"resolved\", \"reason\": \"%s\"}".formatted("x".repeat(2_001))),
        "/reason");
  }

  @Test
  void a_change_against_a_stale_version_is_refused_and_changes_nothing() {
    var id = eventThatIs("investigating");
    var before = Sql.everything();
    for (var path : List.of("/status", "", "/authority-report")) {
      var body = path.equals("/status") ? "{\"status\": \"resolved\"}" : "{\"reason\": \"x\"}";
      isProblem(
              as("security")
                  .contentType(ContentType.JSON)
                  .header("If-Match", "\"0\"")
                  .body(body)
                  .patch(EVENTS + "/" + id + path)
                  .then(),
              412,
              "stale-version")
          .body("currentVersion", is(1));
    }
    assertThat(Sql.everything()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"1\"", "*", " * ", "\"0\", \"1\"", "\"1\",\"7\""})
  void a_change_against_the_present_version_is_taken(String ifMatch) {
    var id = eventThatIs("investigating");
    matching(id, ifMatch).statusCode(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "\"1", "W/\"1\"", "abc", "\"0\", 1", ","})
  void a_malformed_version_is_refused(String ifMatch) {
    var id = eventThatIs("investigating");
    isInvalid(matching(id, ifMatch), "If-Match");
  }

  @Test
  void an_unknown_event_cannot_be_moved() {
    isProblem(
        move("0199f0f0-0000-7000-8000-000000000000", "{\"status\": \"resolved\"}"),
        404,
        "not-found");
  }

  @Test
  void an_accept_header_that_is_none_is_refused_before_anything_is_changed() {
    var id = recorded("{}");
    var before = Sql.everything();
    for (var path : List.of("", "/authority-report", "/status")) {
      for (var accept : List.of("x", "application/json, x", "/")) {
        isProblem(
            as("security")
                .accept(accept)
                .contentType(ContentType.JSON)
                .body("{\"status\": \"resolved\"}")
                .patch(EVENTS + "/" + id + path)
                .then(),
            406,
            "not-acceptable");
      }
    }
    assertThat(Sql.everything()).isEqualTo(before);
  }

  private static String eventThatIs(String status) {
    var id = recorded("{}");
    if (!status.equals("open")) {
      move(id, "{\"status\": \"%s\"}".formatted(status)).statusCode(200);
    }
    return id;
  }

  private static ValidatableResponse matching(String id, String ifMatch) {
    return as("security")
        .contentType(ContentType.JSON)
        .header("If-Match", ifMatch)
        .body("{\"status\": \"resolved\"}")
        .patch(EVENTS + "/" + id + "/status")
        .then();
  }

  private static ValidatableResponse move(String id, String body) {
    return as("security")
        .contentType(ContentType.JSON)
        .body(body)
        .patch(EVENTS + "/" + id + "/status")
        .then();
  }
}
