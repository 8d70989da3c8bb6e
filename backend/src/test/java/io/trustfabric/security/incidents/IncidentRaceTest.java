package io.trustfabric.security.incidents;

import static io.trustfabric.testing.Api.EVENTS;
import static io.trustfabric.testing.Api.INCIDENTS;
import static io.trustfabric.testing.Api.as;
import static io.trustfabric.testing.Api.get;
import static io.trustfabric.testing.Api.incident;
import static io.trustfabric.testing.Api.opened;
import static io.trustfabric.testing.Api.post;
import static io.trustfabric.testing.Api.recorded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.trustfabric.testing.PostgresResource;
import io.trustfabric.testing.Together;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Several people at the same incident at the same moment.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class IncidentRaceTest {

  private static final int CALLERS = 8;

  @Test
  void of_several_who_resolve_it_at_once_one_does() {
    for (int round = 0; round < 5; round++) {
      var id = opened("{}");
      var statuses = Together.run(CALLERS, i -> patch(id, "/status", "{\"status\": \"resolved\"}"));
      assertThat(Collections.frequency(statuses, 200)).isEqualTo(1);
      assertThat(statuses).allMatch(status -> status == 200 || status == 409);
      get(INCIDENTS + "/" + id)
          .body("status", equalTo("resolved"))
          .body("version", is(1))
          .body("timelineEntries", is(2));
      get(INCIDENTS + "/" + id + "/timeline").body("items", hasSize(2));
    }
  }

  @Test
  void of_several_who_correct_the_clock_against_one_version_one_does() {
    var id = opened("{}");
    var statuses =
        Together.run(
            CALLERS,
            i ->
                as("security")
                    .header("If-Match", "\"0\"")
                    .contentType(ContentType.JSON)
                    .body("{\"startedAt\": \"2026-01-31T09:0%d:00Z\"}".formatted(i))
                    .patch(INCIDENTS + "/" + id + "/clock")
                    .statusCode());
    assertThat(Collections.frequency(statuses, 200)).isEqualTo(1);
    assertThat(Collections.frequency(statuses, 412)).isEqualTo(CALLERS - 1);
  }

  @Test
  void a_step_and_a_correction_at_once_leave_a_clock_that_runs_forward() {
    for (int round = 0; round < 5; round++) {
      var id = opened("{}");
      Together.run(
          List.of(
              () ->
                  patch(
                      id,
                      "/status",
                      "{\"status\": \"acknowledged\", \"at\": \"2026-01-31T10:05:00Z\"}"),
              () ->
                  patch(
                      id,
                      "/clock",
                      "{\"detectedAt\": \"2026-01-31T10:30:00Z\", \"reason\": \"it was later\"}")));
      var record = get(INCIDENTS + "/" + id).extract().jsonPath();
      var acknowledged = record.getString("acknowledgedAt");
      if (acknowledged != null) {
        assertThat(acknowledged).isGreaterThanOrEqualTo(record.getString("detectedAt"));
      }
    }
  }

  @Test
  void notes_and_action_items_of_many_at_once_are_all_kept() {
    var id = opened("{}");
    var statuses =
        Together.run(
            CALLERS * 2,
            i ->
                i % 2 == 0
                    ? post(
                            INCIDENTS + "/" + id + "/timeline",
                            "{\"text\": \"note %d\"}".formatted(i))
                        .extract()
                        .statusCode()
                    : post(
                            INCIDENTS + "/" + id + "/action-items",
                            "{\"title\": \"t\", \"owner\": \"o\", \"dueAt\": \"2999-01-01T00:00:00Z\"}")
                        .extract()
                        .statusCode());
    assertThat(statuses).containsOnly(201);
    get(INCIDENTS + "/" + id)
        .body("openActionItems", is(CALLERS))
        .body("actionItems", hasSize(CALLERS))
        .body("timelineEntries", is(1 + CALLERS * 2))
        .body("version", is(CALLERS * 2));
  }

  @Test
  void an_event_that_two_incidents_want_goes_to_one() {
    for (int round = 0; round < 5; round++) {
      var event = recorded("{}");
      var statuses =
          Together.run(
              CALLERS,
              i ->
                  i % 2 == 0
                      ? post(EVENTS + "/" + event + "/escalate", "{\"service\": \"s\"}")
                          .extract()
                          .statusCode()
                      : post(
                              INCIDENTS,
                              incident("{\"securityEventIds\": [\"%s\"]}".formatted(event)))
                          .extract()
                          .statusCode());
      assertThat(Collections.frequency(statuses, 201)).isEqualTo(1);
      assertThat(Collections.frequency(statuses, 409)).isEqualTo(CALLERS - 1);
      get("/api/security/events/" + event).body("version", is(1));
    }
  }

  private static int patch(String id, String path, String body) {
    return as("security")
        .contentType(ContentType.JSON)
        .body(body)
        .patch(INCIDENTS + "/" + id + path)
        .statusCode();
  }
}
