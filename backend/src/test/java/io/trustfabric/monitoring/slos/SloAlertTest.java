package io.trustfabric.monitoring.slos;

import static io.trustfabric.monitoring.slos.Measured.batch;
import static io.trustfabric.monitoring.slos.Measured.counts;
import static io.trustfabric.monitoring.slos.Measured.minute;
import static io.trustfabric.monitoring.slos.Measured.report;
import static io.trustfabric.monitoring.slos.Measured.steady;
import static io.trustfabric.testing.Api.SLO_DEFINITIONS;
import static io.trustfabric.testing.Api.as;
import static io.trustfabric.testing.Api.defined;
import static io.trustfabric.testing.Api.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.trustfabric.testing.Api;
import io.trustfabric.testing.PostgresResource;
import io.trustfabric.testing.Sql;
import io.trustfabric.testing.Together;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class SloAlertTest {

  @Inject SloAlertWatch watch;

  @Test
  void a_pair_that_starts_firing_is_told_once_and_puts_at_risk() {
    var id = burning();
    alerts(id)
        .body(
            "pairs.pair", equalTo(List.of("page_fast", "page_slow", "ticket_fast", "ticket_slow")))
        .body("pairs.firing", equalTo(List.of(true, true, true, true)))
        .body("pairs[0].burnState", equalTo("critical"))
        .body("pairs[0].longWindow", equalTo("PT1H"))
        .body("pairs[0].shortWindow", equalTo("PT5M"))
        .body("pairs[0].firingSince", notNullValue())
        .body("pairs[0].factor", equalTo(14.4f))
        .body("pairs[0].longBurn", equalTo(100))
        .body("pairs[0].budgetShare", equalTo(0.02f))
        .body("episodes", hasSize(4));
    get(SLO_DEFINITIONS + "/" + id)
        .body("standing.status", equalTo("at_risk"))
        .body("standing.firing", hasSize(4));
    watch.look();
    assertThat(episodes(id)).hasSize(4);
    for (var episode : episodes(id)) {
      history(episode).body("items.action", equalTo(List.of("slo_alert.started")));
    }
    get(SLO_DEFINITIONS + "?firing=true&limit=200&service=alerting")
        .body("items.id.contains('%s')".formatted(id), equalTo(true));
  }

  @Test
  void a_pair_that_ends_firing_is_told_once() {
    var id = burning();
    promise(id, "0.5");
    Together.run(4, i -> watch.look());
    alerts(id)
        .body("pairs.firing", equalTo(List.of(false, false, false, false)))
        .body("pairs.evaluation.unique()", equalTo(List.of("cannot_fire", "evaluable")))
        .body("pairs[0].firingSince", nullValue())
        .body("episodes.endedAt.findAll { it == null }.size()", equalTo(0));
    for (var episode : episodes(id)) {
      history(episode)
          .body("items.action", equalTo(List.of("slo_alert.ended", "slo_alert.started")));
    }
    promise(id, "0.999");
    Together.run(4, i -> watch.look());
    alerts(id).body("episodes", hasSize(8));
  }

  @Test
  void many_who_measure_at_once_start_it_once() {
    var id = defined("{\"service\": \"alerting\"}");
    var end = minute();
    var bodies = steady(id, end.minus(Duration.ofMinutes(30)), end, Duration.ofMinutes(1), 90, 100);
    Together.run(
        6, i -> batch(bodies.subList(i * 5, i * 5 + 5)).statusCode(201).extract().statusCode());
    assertThat(
            Sql.number(
                "SELECT count(*) FROM slo_alerts WHERE slo_id = ?::uuid AND pair = 'page_fast'",
                id))
        .isEqualTo(1);
    assertThat(episodes(id)).hasSize(4);
  }

  @Test
  void the_schedule_finds_what_nothing_measured_has_shown() {
    var id = burning();
    Sql.run("DELETE FROM slo_alerts WHERE slo_id = '%s'".formatted(id));
    Together.run(4, i -> watch.look());
    assertThat(episodes(id)).hasSize(4);
    get(SLO_DEFINITIONS + "/" + id).body("version", equalTo(1));
  }

  @Test
  void the_database_lets_a_pair_fire_once_at_a_time() {
    var id = burning();
    org.assertj.core.api.Assertions.assertThatThrownBy(
            () ->
                Sql.run(
                    """
                    INSERT INTO slo_alerts SELECT gen_random_uuid(), version, created_at, created_by_issuer,
                      created_by_subject, created_by_name, updated_at, updated_by_issuer, updated_by_subject,
                      updated_by_name, metadata, personal_salt, slo_id, service, slo_name, pair, severity, factor,
                      long_burn, short_burn, started_at, ended_at
                    FROM slo_alerts WHERE slo_id = '%s'
                    """
                        .formatted(id)))
        .hasMessageContaining("slo_alerts_firing_once");
  }

  @Test
  void a_retired_slo_alerts_nobody() {
    var id = burning();
    as("engineer")
        .contentType("application/json")
        .body("{\"lifecycle\": \"retired\", \"reason\": \"replaced\"}")
        .patch(SLO_DEFINITIONS + "/" + id + "/lifecycle")
        .then()
        .statusCode(200);
    for (var episode : episodes(id)) {
      history(episode)
          .body("items.action", equalTo(List.of("slo_alert.ended", "slo_alert.started")));
    }
    watch.look();
    alerts(id).body("episodes", hasSize(4));
  }

  @Test
  void data_coarser_than_a_short_window_does_not_fire_its_pair() {
    var id = defined("{\"service\": \"alerting\"}");
    var end = minute();
    batch(steady(id, end.minus(Duration.ofHours(4)), end, Duration.ofHours(1), 0, 100));
    alerts(id)
        .body(
            "pairs.evaluation",
            equalTo(List.of("not_evaluable", "not_evaluable", "evaluable", "evaluable")))
        .body("pairs.firing", equalTo(List.of(false, false, true, true)))
        .body("pairs[0].burnState", nullValue());
  }

  @Test
  void what_burned_a_while_ago_is_recovering() {
    var id = defined("{\"service\": \"alerting\"}");
    var end = minute();
    batch(
        steady(id, end.minusSeconds(3_000), end.minusSeconds(900), Duration.ofMinutes(1), 0, 100));
    batch(steady(id, end.minusSeconds(900), end, Duration.ofMinutes(1), 100, 100));
    alerts(id)
        .body("pairs[0].burnState", equalTo("recovering"))
        .body("pairs[0].firing", equalTo(false));
    batch(
        steady(
            id,
            end.minusSeconds(4_000_000),
            end.minusSeconds(3_999_700),
            Duration.ofMinutes(1),
            1,
            1));
  }

  @Test
  void a_while_without_data_fires_nothing() {
    var id = defined("{\"service\": \"alerting\"}");
    var end = minute().minus(Duration.ofMinutes(10));
    batch(steady(id, end.minus(Duration.ofMinutes(30)), end, Duration.ofMinutes(1), 0, 100));
    alerts(id)
        .body("pairs[0].evaluation", equalTo("no_data"))
        .body("pairs[0].firing", equalTo(false))
        .body("pairs[0].shortBurn", nullValue())
        .body("pairs[1].firing", equalTo(true));
    alerts(id, "?at=" + end).body("pairs[0].firing", equalTo(true));
  }

  @Test
  void a_burn_rate_exactly_at_the_factor_does_not_fire() {
    // Windows of two hours: only the slow ticket can be evaluated, at a factor of 1.
    var id = defined("{\"service\": \"alerting\", \"target\": 0.9}");
    var at = minute();
    batch(steady(id, at.minus(Duration.ofDays(4)), at, Duration.ofHours(2), 90, 100));
    alerts(id, "?at=" + at)
        .body("pairs[3].longBurn", equalTo(1))
        .body("pairs[3].firing", equalTo(false))
        .body("pairs[3].burnState", equalTo("acceptable"));
    var worse = defined("{\"service\": \"alerting\", \"target\": 0.9}");
    batch(
        steady(
            worse,
            at.minus(Duration.ofDays(4)),
            at.minus(Duration.ofHours(2)),
            Duration.ofHours(2),
            90,
            100));
    report(counts(worse, at.minus(Duration.ofHours(2)), at, "89.999999", 100));
    alerts(worse, "?at=" + at).body("pairs[3].firing", equalTo(true));
  }

  /// An SLO of which a tenth has been bad for half an hour up to now: burn rate 100.
  private static String burning() {
    var id = defined("{\"service\": \"alerting\"}");
    var end = minute();
    batch(steady(id, end.minus(Duration.ofMinutes(30)), end, Duration.ofMinutes(1), 90, 100))
        .statusCode(201);
    return id;
  }

  private static void promise(String id, String target) {
    as("engineer")
        .contentType(Api.MERGE_PATCH)
        .body("{\"target\": %s}".formatted(target))
        .patch(SLO_DEFINITIONS + "/" + id)
        .then()
        .statusCode(200);
  }

  private static List<String> episodes(String id) {
    return alerts(id).extract().path("episodes.id");
  }

  private static ValidatableResponse alerts(String id) {
    return alerts(id, "");
  }

  private static ValidatableResponse alerts(String id, String query) {
    return get(SLO_DEFINITIONS + "/" + id + "/alerts" + query).statusCode(200);
  }

  private static ValidatableResponse history(String id) {
    return get("/api/audit/records/slo_alert/" + id).statusCode(200);
  }
}
