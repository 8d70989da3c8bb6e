package io.trustfabric.security.sources;

import static io.trustfabric.testing.Api.EVENTS;
import static io.trustfabric.testing.Api.as;
import static io.trustfabric.testing.Api.event;
import static io.trustfabric.testing.Api.recorded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.trustfabric.testing.Api;
import io.trustfabric.testing.Await;
import io.trustfabric.testing.HttpApi;
import io.trustfabric.testing.PostgresResource;
import io.trustfabric.testing.Sql;
import io.trustfabric.testing.Tokens;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// The thresholds are those of {@link PostgresResource}.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class SelfWatchTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @TestHTTPResource("/")
  URI root;

  @Inject WatchConfig config;

  private final String who = "who-" + UUID.randomUUID();

  @Test
  void many_requests_without_a_token_from_one_address_are_one_event() {
    for (int i = 0; i < config.unauthenticated(); i++) {
      assertThat(api().get(EVENTS, "no-token").status()).isEqualTo(401);
    }
    Await.until(
        "the burst is seen",
        PATIENCE,
        () ->
            Sql.number(
                    "SELECT count(*) FROM security_events WHERE fingerprint LIKE 'self:unauthenticated:%'")
                == 1);
    as("viewer")
        .queryParam("q", "\"Many requests without a valid token\"")
        .get(EVENTS)
        .then()
        .body("items.size()", is(1))
        .body("items[0].eventType", equalTo("unauthorized_access"))
        .body("items[0].severity", equalTo("medium"))
        .body("items[0].source", equalTo("trust-fabric"))
        .body("items[0].sourceIp", startsWith("127.0.0.1"))
        .body("items[0].resource", equalTo("GET " + EVENTS))
        .body("items[0].createdBy.subject", equalTo("system"));
  }

  @Test
  void many_requests_beyond_ones_role_are_one_event() {
    var body = event("{}");
    var token = Tokens.person(who, "viewer");
    for (int i = 0; i < config.forbidden(); i++) {
      assertThat(api().post(EVENTS, token, body).status()).isEqualTo(403);
    }
    seen()
        .body("items[0].eventType", equalTo("unauthorized_access"))
        .body("items[0].fingerprint", equalTo("self:forbidden:" + who))
        .body("items[0].title", equalTo("Many requests beyond the role of " + who));
  }

  @Test
  void many_changes_against_outdated_versions_are_one_event() {
    var id = recorded("{}");
    var token = Tokens.person(who, "security");
    for (int i = 0; i < config.stale(); i++) {
      assertThat(
              api()
                  .patch(
                      EVENTS + "/" + id,
                      token,
                      "{\"assignee\": \"me\"}",
                      "Content-Type",
                      Api.MERGE_PATCH,
                      "If-Match",
                      "\"7\"")
                  .status())
          .isEqualTo(412);
    }
    seen()
        .body("items[0].eventType", equalTo("anomalous_activity"))
        .body("items[0].fingerprint", equalTo("self:stale:" + who));
  }

  private HttpApi api() {
    return new HttpApi(root.toString().replaceFirst("/$", ""));
  }

  private ValidatableResponse seen() {
    Await.until(
        "the burst is seen",
        PATIENCE,
        () -> Sql.number("SELECT count(*) FROM security_events WHERE actor = ?", who) == 1);
    return as("viewer")
        .queryParam("actor", who)
        .get(EVENTS)
        .then()
        .body("items.size()", is(1))
        .body("items[0].occurrences", is(1))
        .body("items[0].source", equalTo("trust-fabric"));
  }
}
