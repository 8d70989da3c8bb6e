package io.trustfabric.security.incidents;

import static io.trustfabric.testing.Api.EVENTS;
import static io.trustfabric.testing.Api.INCIDENTS;
import static io.trustfabric.testing.Api.as;
import static io.trustfabric.testing.Api.get;
import static io.trustfabric.testing.Api.isInvalid;
import static io.trustfabric.testing.Api.isProblem;
import static io.trustfabric.testing.Api.opened;
import static io.trustfabric.testing.Api.post;
import static io.trustfabric.testing.Api.recorded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.trustfabric.testing.PostgresResource;
import io.trustfabric.testing.Sql;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class EscalationTest {

  private static final String NOWHERE = "0199f0f0-0000-7000-8000-000000000000";

  @Test
  void an_event_becomes_an_incident_as_grave_as_it_is() {
    for (var pair :
        List.of(
            List.of("critical", "sev1"),
            List.of("high", "sev2"),
            List.of("medium", "sev3"),
            List.of("low", "sev4"))) {
      var event = recorded("{\"severity\": \"%s\"}".formatted(pair.getFirst()));
      var id =
          escalate(event, "{\"service\": \"sign-in\"}")
              .statusCode(201)
              .header("ETag", "\"0\"")
              .body("severity", equalTo(pair.getLast()))
              .body("incidentType", equalTo("security"))
              .body("title", equalTo("Five wrong passwords in a minute"))
              .body("startedAt", equalTo("2026-01-31T10:00:00Z"))
              .body("securityEventIds", contains(event))
              .extract()
              .<String>path("id");
      get(EVENTS + "/" + event)
          .body("incidentId", equalTo(id))
          .body("status", equalTo("investigating"));
      get(INCIDENTS + "/" + id + "/timeline")
          .body("items.kind", contains("opened", "event_linked"));
    }
  }

  @Test
  void what_is_said_of_the_incident_wins_over_the_event() {
    escalate(
            recorded("{}"),
            """
            {"service": "sign-in", "severity": "sev1", "incidentType": "availability", "title": "Nobody gets in",
             "summary": "All sign-ins fail", "commander": "Selma"}
            """)
        .statusCode(201)
        .header("Location", containsString(INCIDENTS + "/"))
        .body("severity", equalTo("sev1"))
        .body("incidentType", equalTo("availability"))
        .body("title", equalTo("Nobody gets in"))
        .body("commander", equalTo("Selma"));
  }

  @Test
  void an_event_joins_an_incident_that_is_worked_on() {
    var first = recorded("{}");
    var id = escalate(first, "{\"service\": \"sign-in\"}").extract().<String>path("id");
    var second = recorded("{}");
    escalate(second, "{\"incidentId\": \"%s\"}".formatted(id))
        .statusCode(200)
        .body("id", equalTo(id))
        .body("securityEventIds", containsInAnyOrder(first, second));
    isProblem(escalate(second, "{\"incidentId\": \"%s\"}".formatted(opened("{}"))), 409, "conflict")
        .body("detail", endsWith("belongs to incident " + id + " already."));
  }

  @Test
  void an_event_that_is_done_is_not_escalated() {
    var event = recorded("{}");
    as("security")
        .contentType(ContentType.JSON)
        .body("{\"status\": \"false_positive\"}")
        .patch(EVENTS + "/" + event + "/status")
        .then()
        .statusCode(200);
    var before = Sql.everything();
    isProblem(escalate(event, "{\"service\": \"sign-in\"}"), 409, "conflict");
    assertThat(Sql.everything()).isEqualTo(before);
    get(EVENTS + "/" + event).body("incidentId", nullValue());
  }

  @Test
  void a_bad_escalation_names_every_bad_field_and_changes_nothing() {
    var event = recorded("{}");
    var before = Sql.everything();
    isInvalid(escalate(event, "{}"), "/service");
    isInvalid(escalate(event, "{\"title\": \" \"}"), "/service", "/title");
    isInvalid(
        escalate(
            event,
            "{\"incidentId\": \"%s\", \"service\": \"x\", \"severity\": \"sev1\"}"
                .formatted(NOWHERE)),
        "/service",
        "/severity");
    isProblem(escalate(event, "{\"incidentId\": \"%s\"}".formatted(NOWHERE)), 404, "not-found");
    isProblem(escalate(NOWHERE, "{\"service\": \"x\"}"), 404, "not-found");
    isProblem(
        as("security")
            .header("If-Match", "\"7\"")
            .contentType(ContentType.JSON)
            .body("{\"service\": \"x\"}")
            .post(EVENTS + "/" + event + "/escalate")
            .then(),
        412,
        "stale-version");
    assertThat(Sql.everything()).isEqualTo(before);
  }

  private static io.restassured.response.ValidatableResponse escalate(String event, String body) {
    return post(EVENTS + "/" + event + "/escalate", body);
  }
}
