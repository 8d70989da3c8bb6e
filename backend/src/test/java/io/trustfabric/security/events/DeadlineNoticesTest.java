package io.trustfabric.security.events;

import static io.trustfabric.testing.Api.EVENTS;
import static io.trustfabric.testing.Api.get;
import static io.trustfabric.testing.Api.patch;
import static io.trustfabric.testing.Api.recorded;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.trustfabric.testing.PostgresResource;
import io.trustfabric.testing.Sql;
import io.trustfabric.testing.Together;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class DeadlineNoticesTest {

  private static final String NEAR = "security_event.authority_deadline_near";
  private static final String MISSED = "security_event.authority_deadline_missed";

  @Inject DeadlineNotices notices;

  @Test
  void a_report_with_time_left_is_told_of_to_nobody() {
    var id = dueIn(Duration.ofHours(25));
    notices.give();
    history(id).body("items.action", not(hasItem(NEAR)));
  }

  @Test
  void the_last_day_of_72_hours_and_the_last_week_of_60_days_are_told_once() {
    var gdpr = dueIn(Duration.ofHours(23));
    var hipaa = hipaa(Duration.ofDays(6));
    notices.give();
    notices.give();
    for (var id : List.of(gdpr, hipaa)) {
      history(id)
          .body("items.findAll { it.action == '%s' }.size()".formatted(NEAR), is(1))
          .body("items.action", not(hasItem(MISSED)));
      get(EVENTS + "/" + id).body("version", is(0));
    }
  }

  @Test
  void a_missed_one_is_a_policy_violation_once() {
    var id = dueIn(Duration.ofHours(-1));
    notices.give();
    notices.give();
    history(id).body("items.findAll { it.action == '%s' }.size()".formatted(MISSED), is(1));
    violations(id)
        .body("eventType", equalTo("policy_violation"))
        .body("severity", equalTo("high"))
        .body("occurrences", is(1))
        .body("metadata.securityEventId", equalTo(id));
  }

  @Test
  void a_deadline_that_moved_is_told_of_anew() {
    var id = dueIn(Duration.ofHours(20));
    notices.give();
    patch(
            EVENTS + "/" + id,
            "{\"awareAt\": \"%s\", \"reason\": \"the mail was read earlier\"}"
                .formatted(Instant.now().minus(Duration.ofHours(60))))
        .statusCode(200);
    notices.give();
    history(id).body("items.findAll { it.action == '%s' }.size()".formatted(NEAR), is(2));
  }

  @Test
  void a_report_that_was_made_is_told_of_no_more() {
    var id = dueIn(Duration.ofHours(1));
    patch(
            EVENTS + "/" + id + "/authority-report",
            "{\"reportedAt\": \"%s\", \"reference\": \"A-1\"}"
                .formatted(Instant.now().minusSeconds(5)))
        .statusCode(200);
    notices.give();
    history(id).body("items.action", not(hasItem(NEAR)));
  }

  @Test
  void two_schedules_at_once_tell_each_deadline_once() {
    var ids =
        List.of(
            dueIn(Duration.ofHours(-2)), dueIn(Duration.ofHours(-3)), dueIn(Duration.ofHours(2)));
    Together.run(4, i -> notices.give());
    for (var id : ids) {
      history(id).body("items.findAll { it.action.contains('authority_deadline') }.size()", is(1));
    }
    violations(ids.getFirst()).body("occurrences", is(1));
  }

  private static String dueIn(Duration left) {
    return recorded(
        "{\"authorityReport\": {\"required\": true}, \"awareAt\": \"%s\"}"
            .formatted(Instant.now().plus(left).minus(Duration.ofHours(72))));
  }

  private static String hipaa(Duration left) {
    return recorded(
        "{\"authorityReport\": {\"required\": true, \"authority\": \"hipaa\"}, \"awareAt\": \"%s\"}"
            .formatted(Instant.now().plus(left).minus(Duration.ofDays(60))));
  }

  private static ValidatableResponse history(String id) {
    return get("/api/audit/records/security_event/" + id).statusCode(200);
  }

  /// The violations that a missed deadline of that event became.
  private static ValidatableResponse violations(String id) {
    var event =
        Sql.one("SELECT id FROM security_events WHERE resource = ?", "security_event/" + id);
    return get(EVENTS + "/" + event).statusCode(200);
  }
}
