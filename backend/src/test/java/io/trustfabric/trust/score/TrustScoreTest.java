package io.trustfabric.trust.score;

import static io.trustfabric.testing.Api.as;
import static io.trustfabric.testing.Api.isInvalid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.trustfabric.ledger.Consumers;
import io.trustfabric.record.Clock;
import io.trustfabric.testing.Api;
import io.trustfabric.testing.PostgresResource;
import io.trustfabric.testing.Sql;
import io.trustfabric.trust.Doings;
import jakarta.inject.Inject;
import java.sql.Date;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class TrustScoreTest {

  private static final String SCORE = "/api/trust/score";
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @Inject Consumers consumers;
  @Inject Scores scores;
  @Inject ScoreDays days;

  @Test
  void what_was_answered_then_is_answered_again_whatever_came_since() {
    var doings = new Doings(31);
    var answers = new ArrayList<JsonNode>();
    doings.run(0);
    for (int i = 0; i < 3; i++) {
      doings.more(8);
      Doings.catchUp(consumers);
      answers.add(get(""));
    }
    doings.more(8);
    Doings.catchUp(consumers);
    for (var answer : answers) {
      var at = answer.path("at").asText();
      assertThat(get("?at=%s&position=%s".formatted(at, answer.path("position"))))
          .isEqualTo(answer);
      assertThat(get("?at=" + at)).isEqualTo(answer);
    }
  }

  @Test
  void before_the_first_line_nothing_was_proved() {
    Doings.catchUp(consumers);
    as("viewer")
        .get(SCORE + "?at=2020-01-01T00:00:00Z")
        .then()
        .statusCode(200)
        .header("Cache-Control", "no-store")
        .body("score", equalTo(0.0f))
        .body("position", equalTo(-1))
        .body("domains.state.unique()", equalTo(List.of("unproved")));
  }

  @Test
  void the_score_of_a_day_is_kept_once_and_is_what_is_recomputed() {
    Doings.catchUp(consumers);
    var today = LocalDate.now(ZoneOffset.UTC);
    var day = today.minusDays(3);
    try {
      scores.keep(day);
      scores.keep(day);
      var end = day.plusDays(1) + "T00:00:00Z";
      var history =
          as("viewer").get(SCORE + "/history?from=%sT00:00:00Z&to=%s".formatted(day, end)).then();
      history.statusCode(200).body("items.at", equalTo(List.of(end.toString())));
      var recomputed = get("?at=" + end);
      assertThat(json(Sql.one("SELECT answer FROM trust_scores WHERE day = ?", Date.valueOf(day))))
          .isEqualTo(json(recomputed.toString()));
      history.body("items[0].score", equalTo(recomputed.path("score").floatValue()));
      var states = recomputed.path("domains").findValuesAsText("state");
      history.body("items[0].domains.state", equalTo(states));
    } finally {
      Sql.run("DELETE FROM trust_scores");
    }
  }

  @Test
  void days_are_kept_from_the_first_on_when_they_are_over_and_all_their_lines_were_taken() {
    Api.recorded("{}");
    Doings.catchUp(consumers);
    var tomorrow = Clock.now().plus(Duration.ofDays(2));
    try {
      assertThat(days.keep(Clock.now())).isLessThanOrEqualTo(1);
      var first = days.keep(tomorrow);
      assertThat(first).isBetween(1, 3);
      assertThat(days.keep(tomorrow)).isZero();
      assertThat(Sql.number("SELECT count(*) FROM trust_scores")).isBetween(1L, 3L);
    } finally {
      Sql.run("DELETE FROM trust_scores");
    }
  }

  @Test
  void within_a_day_the_history_is_recomputed_step_by_step_and_never_ahead() {
    Api.recorded("{}");
    Doings.catchUp(consumers);
    var to = Clock.now().plus(Duration.ofMinutes(10));
    var from = to.minus(Duration.ofMinutes(30));
    var history = get("/history?every=PT1M&from=%s&to=%s".formatted(from, to)).path("items");
    var moments = history.findValuesAsText("at").stream().map(Instant::parse).toList();
    assertThat(moments).isSorted().allMatch(at -> at.getEpochSecond() % 60 == 0 && at.isBefore(to));
    assertThat(moments).noneMatch(at -> at.isAfter(Clock.now()));
    for (var moment : history) {
      var same = get("?at=" + moment.path("at").asText());
      assertThat(moment.path("score")).isEqualTo(same.path("score"));
      assertThat(moment.path("domains").findValuesAsText("state"))
          .isEqualTo(same.path("domains").findValuesAsText("state"));
    }
  }

  @Test
  void a_moment_that_is_none_or_ahead_and_a_position_alone_are_refused() {
    isInvalid(as("viewer").get(SCORE + "?at=yesterday&position=x").then(), "?at", "?position");
    isInvalid(as("viewer").get(SCORE + "?at=2999-01-01T00:00:00Z").then(), "?at");
    isInvalid(as("viewer").get(SCORE + "?position=1").then(), "?position");
    isInvalid(as("viewer").get(SCORE + "?at=2026-01-01T00:00:00Z&position=-2").then(), "?position");
    isInvalid(as("viewer").get(SCORE + "/history?from=x&to=y").then(), "?from", "?to");
    for (var every : List.of("x", "PT0S", "-PT1H", "PT1.5S", "PT1H", "P1D")) {
      isInvalid(as("viewer").get(SCORE + "/history?every=" + every).then(), "?every");
    }
  }

  private static JsonNode get(String query) {
    return json(as("viewer").get(SCORE + query).then().statusCode(200).extract().asString());
  }

  private static JsonNode json(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
