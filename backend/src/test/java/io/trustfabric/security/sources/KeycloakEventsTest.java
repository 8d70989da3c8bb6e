package io.trustfabric.security.sources;

import static io.trustfabric.testing.Api.EVENTS;
import static io.trustfabric.testing.Api.as;
import static io.trustfabric.testing.Api.assertTellsNothingOfTheInside;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.trustfabric.security.events.SecurityEvents;
import io.trustfabric.testing.Await;
import io.trustfabric.testing.PostgresResource;
import io.trustfabric.testing.Sql;
import io.trustfabric.testing.Together;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class KeycloakEventsTest {

  @Inject TakenEvents taken;
  @Inject SecurityEvents events;

  private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
  private final String vera = "vera-" + UUID.randomUUID();
  private final FakeKeycloak keycloak = new FakeKeycloak();

  @BeforeEach
  void nothing_was_ever_read() {
    Sql.run("TRUNCATE identity_event_cursors CASCADE");
  }

  @AfterEach
  void stop() {
    keycloak.close();
    Sql.run("TRUNCATE identity_event_cursors CASCADE");
  }

  @Test
  void a_mistyped_password_is_an_event_that_says_who_where_and_when() {
    var id = keycloak.wrongPassword(vera, now);
    look(reader());
    seen(vera)
        .body("items.size()", is(1))
        .body("items[0].eventType", equalTo("login_failure"))
        .body("items[0].severity", equalTo("low"))
        .body("items[0].status", equalTo("open"))
        .body("items[0].title", equalTo("Sign-in failed (" + vera + "): wrong password or code"))
        .body("items[0].source", equalTo("keycloak"))
        .body("items[0].sourceIp", equalTo("203.0.113.7"))
        .body("items[0].resource", equalTo("trust-fabric-web"))
        .body("items[0].occurredAt", equalTo(now.toString()))
        .body("items[0].metadata.keycloak.eventId", equalTo(id))
        .body("items[0].metadata.keycloak.clientId", equalTo("trust-fabric-web"))
        .body("items[0].metadata.keycloak.error", equalTo("invalid_user_credentials"))
        .body("items[0].createdBy.subject", equalTo("system"))
        .body(not(containsString("c0de")));
  }

  @Test
  void an_entry_is_taken_once_however_often_it_is_seen() {
    keycloak.wrongPassword(vera, now);
    var reader = reader();
    look(reader);
    look(reader);
    look(reader());
    assertThat(occurrences(vera)).containsExactly(1);
  }

  @Test
  void wrong_passwords_for_one_account_from_one_address_are_one_event() {
    for (int i = 0; i < 25; i++) {
      keycloak.wrongPassword(vera, now.minusSeconds(i));
    }
    look(reader());
    keycloak.wrongPassword(vera, now.plusMillis(1));
    look(reader());
    assertThat(occurrences(vera)).containsExactly(26);
  }

  @Test
  void after_an_outage_everything_is_read_page_by_page() {
    look(reader());
    var people = people(105);
    for (int i = 0; i < people.size(); i++) {
      // Some share a millisecond, and more of them than a page holds.
      keycloak.wrongPassword(people.get(i), now.plusMillis(i < 40 ? 7 : i));
    }
    look(reader());
    assertThat(people).allSatisfy(person -> assertThat(occurrences(person)).containsExactly(1));
  }

  @Test
  void killed_between_pages_the_next_one_goes_on_and_takes_nothing_twice() {
    var people = people(35);
    for (int i = 0; i < people.size(); i++) {
      keycloak.wrongPassword(people.get(i), now.minusSeconds(i));
    }
    for (int answers = 1; answers < 4; answers++) {
      keycloak.answersLeft.set(answers);
      var cut = reader();
      assertThatThrownBy(cut::read).isInstanceOf(IOException.class).hasMessageContaining("503");
    }
    assertThat(people.stream().filter(person -> !occurrences(person).isEmpty()).count())
        .isBetween(1L, 34L);
    keycloak.answersLeft.set(-1);
    look(reader());
    assertThat(people).allSatisfy(person -> assertThat(occurrences(person)).containsExactly(1));
  }

  @Test
  void what_cannot_be_kept_whole_is_not_kept_at_all_and_taken_later() {
    var id = keycloak.wrongPassword(vera, now);
    Sql.run(
        "ALTER TABLE identity_events_taken ADD CONSTRAINT refused CHECK (event_id <> '%s')"
            .formatted(id));
    try {
      var reader = reader();
      assertThatExceptionOfType(RuntimeException.class).isThrownBy(() -> look(reader));
      assertThat(occurrences(vera)).isEmpty();
    } finally {
      Sql.run("ALTER TABLE identity_events_taken DROP CONSTRAINT refused");
    }
    look(reader());
    assertThat(occurrences(vera)).containsExactly(1);
  }

  @Test
  void what_becomes_visible_late_is_taken_within_the_overlap_and_not_after() {
    var reader = reader("look-back", "1H");
    keycloak.wrongPassword("newest-" + vera, now);
    look(reader);
    keycloak.wrongPassword("late-" + vera, now.minus(Duration.ofMinutes(6)));
    keycloak.wrongPassword("too-late-" + vera, now.minus(Duration.ofMinutes(6)).minusMillis(1));
    look(reader);
    look(reader);
    assertThat(occurrences("late-" + vera)).containsExactly(1);
    assertThat(occurrences("too-late-" + vera)).isEmpty();
  }

  @Test
  void between_two_deep_looks_only_the_latest_is_read() {
    var reader = reader("deep-look", "1H");
    keycloak.wrongPassword("newest-" + vera, now);
    look(reader);
    keycloak.wrongPassword("a-little-late-" + vera, now.minusSeconds(15));
    keycloak.wrongPassword("late-" + vera, now.minusSeconds(16));
    look(reader);
    assertThat(occurrences("a-little-late-" + vera)).containsExactly(1);
    assertThat(occurrences("late-" + vera)).isEmpty();
    look(reader());
    assertThat(occurrences("late-" + vera)).containsExactly(1);
  }

  @Test
  void a_longer_overlap_than_before_takes_nothing_twice() {
    keycloak.wrongPassword("old-" + vera, now.minus(Duration.ofMinutes(10)));
    keycloak.wrongPassword(vera, now);
    look(reader("look-back", "1H", "overlap", "1M"));
    look(reader("look-back", "1H", "overlap", "30M"));
    assertThat(occurrences("old-" + vera)).containsExactly(1);
    assertThat(occurrences(vera)).containsExactly(1);
  }

  @Test
  void what_lies_behind_the_cursor_is_forgotten() {
    keycloak.wrongPassword("old-" + vera, now.minus(Duration.ofHours(1)));
    look(reader("look-back", "2H"));
    assertThat(Sql.number("SELECT count(*) FROM identity_events_taken")).isZero();
    assertThat(occurrences("old-" + vera)).containsExactly(1);
  }

  @Test
  void the_first_look_does_not_swallow_the_past() {
    keycloak.wrongPassword("old-" + vera, now.minus(Duration.ofMinutes(6)));
    keycloak.wrongPassword(vera, now.minus(Duration.ofMinutes(4)));
    look(reader());
    assertThat(occurrences("old-" + vera)).isEmpty();
    assertThat(occurrences(vera)).containsExactly(1);
  }

  @Test
  void two_who_believe_to_lead_take_each_entry_once() {
    var people = people(60);
    people.forEach(person -> keycloak.wrongPassword(person, now));
    var readers = List.of(reader(), reader(), reader(), reader());
    Together.run(
        4,
        i -> {
          for (int n = 0; n < 5; n++) {
            look(readers.get(i));
          }
          return null;
        });
    look(reader());
    assertThat(people).allSatisfy(person -> assertThat(occurrences(person)).containsExactly(1));
  }

  @Test
  void a_token_serves_until_it_is_refused() {
    var reader = reader();
    look(reader);
    look(reader);
    assertThat(keycloak.tokensGiven).hasValue(1);
    keycloak.forgetTokens();
    keycloak.wrongPassword(vera, now);
    look(reader);
    assertThat(keycloak.tokensGiven).hasValue(2);
    assertThat(occurrences(vera)).containsExactly(1);
  }

  @Test
  void an_outage_that_lasts_is_an_event_and_nothing_is_lost_by_it() {
    var poll =
        new KeycloakEvents(
            keycloak.config("poll", "0.001S", "longest-wait", "0.001S", "silent-after", "0S"),
            () -> true,
            taken,
            events);
    poll.poll();
    var lines = silences().size();
    keycloak.answersLeft.set(0);
    for (int status : new int[] {503, 403, 500, 200}) {
      keycloak.fault = status;
      keycloak.wrongPassword(vera, now.plusMillis(status));
      poll.poll();
    }
    assertThat(silences()).hasSize(lines + 1);
    assertThat(occurrences(vera)).isEmpty();
    keycloak.answersLeft.set(-1);
    Await.until(
        "it is read again",
        Duration.ofSeconds(10),
        () -> {
          poll.poll();
          return !occurrences(vera).isEmpty();
        });
    assertThat(occurrences(vera)).containsExactly(4);
  }

  @Test
  void only_the_leader_asks() {
    new KeycloakEvents(keycloak.config(), () -> false, taken, events).poll();
    assertThat(keycloak.tokensGiven).hasValue(0);
    assertThat(keycloak.logsAsked).hasValue(0);
  }

  @Test
  void what_administrators_do_is_read_too() {
    var admin = "admin-" + UUID.randomUUID();
    keycloak.log(
        "admin-events",
        now,
        "",
        """
        {"id": "%s", "time": %d, "operationType": "CREATE", "resourceType": "REALM_ROLE_MAPPING",
         "resourcePath": "users/b2c9/role-mappings/realm", "authDetails": {"userId": "%s", "ipAddress": "::1"},
         "representation": "[{\\"id\\": \\"1\\", \\"name\\": \\"admin\\", \\"description\\": \\"kept-out\\"}]"}
        """
            .formatted(UUID.randomUUID(), now.toEpochMilli(), admin));
    var keycloakConfig = keycloak.config();
    var reader =
        new KeycloakReader(
            KeycloakStream.ADMIN, new KeycloakLog(keycloakConfig), taken, keycloakConfig);
    look(reader);
    look(reader);
    seen(admin)
        .body("items.size()", is(1))
        .body("items[0].eventType", equalTo("privilege_escalation"))
        .body("items[0].severity", equalTo("high"))
        .body("items[0].title", equalTo("Role given: admin"))
        .body("items[0].sourceIp", equalTo("::1"))
        .body(not(containsString("kept-out")));
  }

  private KeycloakReader reader(String... settings) {
    var config = keycloak.config(settings);
    return new KeycloakReader(KeycloakStream.SIGN_IN, new KeycloakLog(config), taken, config);
  }

  private static void look(KeycloakReader reader) {
    try {
      reader.read();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> people(int count) {
    return IntStream.range(0, count).mapToObj(i -> i + "-" + vera).toList();
  }

  private static ValidatableResponse seen(String actor) {
    var answer = as("viewer").queryParam("actor", actor).get(EVENTS).then().statusCode(200);
    assertTellsNothingOfTheInside(answer.extract().asString());
    return answer;
  }

  /// Of each event by that actor, how often it was seen.
  private static List<Integer> occurrences(String actor) {
    JsonPath list = seen(actor).extract().jsonPath();
    return list.getList("items.occurrences");
  }

  private static List<String> silences() {
    return as("viewer")
        .queryParam("q", "\"Sign-in events cannot be read since\"")
        .get(EVENTS)
        .then()
        .statusCode(200)
        .extract()
        .path("items.id");
  }
}
