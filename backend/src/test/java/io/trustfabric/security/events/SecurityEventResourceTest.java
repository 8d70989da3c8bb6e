package io.trustfabric.security.events;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.trustfabric.testing.PostgresResource;
import io.trustfabric.testing.Tokens;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class SecurityEventResourceTest {

  @Test
  void a_recorded_event_is_open_and_can_be_read_back() {
    var location =
        record(
                """
                {"eventType": "login_failure", "severity": "high", "title": "Five wrong passwords in a minute",
                 "source": "keycloak", "sourceIp": "203.0.113.7", "actor": "jane@example.test",
                 "occurredAt": "2026-01-31T10:00:00.123456789Z", "metadata": {"attempts": 5, "ratio": 0.1}}
                """)
            .statusCode(201)
            .header("ETag", "\"0\"")
            .body("status", equalTo("open"))
            .body("nextStatuses.status", contains("investigating", "resolved", "false_positive"))
            .body("occurredAt", equalTo("2026-01-31T10:00:00.123456Z"))
            .extract()
            .header("Location");
    given()
        .auth()
        .oauth2(Tokens.person("viewer"))
        .get(location)
        .then()
        .statusCode(200)
        .header("Cache-Control", "no-store")
        .body("createdBy.subject", equalTo("service-account-ingest_events"))
        .body("metadata.attempts", is(5))
        .body("authorityReport.state", equalTo("not_assessed"))
        .body("resolution", nullValue());
  }

  private static ValidatableResponse record(String body) {
    return given()
        .auth()
        .oauth2(Tokens.machine("ingest_events"))
        .contentType(ContentType.JSON)
        .body(body)
        .post("/api/security/events")
        .then();
  }
}
