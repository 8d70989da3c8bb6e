package io.trustfabric.monitoring.slos;

import static io.trustfabric.monitoring.slos.Measured.batch;
import static io.trustfabric.monitoring.slos.Measured.counts;
import static io.trustfabric.monitoring.slos.Measured.decimal;
import static io.trustfabric.monitoring.slos.Measured.hour;
import static io.trustfabric.monitoring.slos.Measured.ratio;
import static io.trustfabric.monitoring.slos.Measured.report;
import static io.trustfabric.monitoring.slos.Measured.status;
import static io.trustfabric.monitoring.slos.Measured.steady;
import static io.trustfabric.testing.Api.SLO_DEFINITIONS;
import static io.trustfabric.testing.Api.defined;
import static io.trustfabric.testing.Api.get;
import static io.trustfabric.testing.Api.isInvalid;
import static io.trustfabric.testing.Api.isProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.trustfabric.monitoring.budget.Amount;
import io.trustfabric.monitoring.budget.Budget;
import io.trustfabric.monitoring.budget.Decimals;
import io.trustfabric.monitoring.budget.Objective;
import io.trustfabric.monitoring.budget.Span;
import io.trustfabric.testing.PostgresResource;
import io.trustfabric.testing.Sql;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class SloFiguresTest {

  private final Random random = new Random(20_261_125);

  @Test
  void a_full_rolling_period_is_one_minus_sli_of_one_minus_target() {
    var id = defined("{\"period\": \"P7D\", \"target\": 0.99}");
    var end = hour();
    batch(steady(id, end.minus(Duration.ofDays(8)), end, Duration.ofHours(1), 997, 1000));
    var standing = status(id, end);
    isDecimal(standing, "standing.figures.sli", "0.997");
    isDecimal(standing, "standing.figures.burnRate", "0.3");
    isDecimal(standing, "standing.figures.consumed", "0.3");
    isDecimal(standing, "standing.figures.remaining", "0.7");
    isDecimal(standing, "standing.figures.goodEvents", "167496");
    isDecimal(standing, "standing.figures.totalEvents", "168000");
    isDecimal(standing, "standing.coverage", "1");
    isDecimal(standing, "standing.presentBurnRate", "0.3");
    // 0.7 of 7 days at 0.3
    assertThat(standing.getString("standing.timeToExhaustion")).isEqualTo("PT392H");
    assertThat(standing.getString("standing.status")).isEqualTo("on_track");
    assertThat(standing.getInt("gaps.count")).isZero();
  }

  @Test
  void an_slo_that_is_measured_since_yesterday_has_used_one_day_of_its_period() {
    var id = defined("{\"period\": \"P30D\", \"target\": 0.99}");
    var end = hour();
    batch(steady(id, end.minus(Duration.ofDays(3)), end, Duration.ofHours(1), 99, 100));
    var standing = status(id, end);
    isDecimal(standing, "standing.figures.burnRate", "1");
    isDecimal(standing, "standing.figures.consumed", "0.1");
    assertThat(standing.getString("standing.measuredSince"))
        .isEqualTo(end.minus(Duration.ofDays(3)).toString());
  }

  @Test
  void a_back_fill_is_in_the_figures_at_once() {
    var id = defined("{\"period\": \"P7D\", \"target\": 0.9}");
    var end = hour();
    report(counts(id, end.minus(Duration.ofDays(1)), end, 90, 100));
    isDecimal(status(id, end), "standing.figures.consumed", decimals("1", "7"));
    report(counts(id, end.minus(Duration.ofDays(7)), end.minus(Duration.ofDays(1)), 0, 100));
    isDecimal(status(id, end), "standing.figures.sli", "0.45");
    assertThat(status(id, end).getString("standing.status")).isEqualTo("breached");
    isDecimal(status(id, end), "standing.figures.remaining", "-4.5");
  }

  @ParameterizedTest
  @CsvSource({
    "100, on_track, 1",
    "93, on_track, 0.3",
    "92.5, on_track, 0.25",
    "92.499999, at_risk, 0.2499999",
    "90.000001, at_risk, 0.0000001",
    "90, exhausted, 0",
    "89.999999, breached, -0.0000001",
    "0, breached, -9"
  })
  void the_status_changes_exactly_at_its_limits(String good, String status, String remaining) {
    // Windows of a week, so that no pair can be evaluated.
    var id = defined("{\"period\": \"P7D\", \"target\": 0.9}");
    var end = hour();
    report(counts(id, end.minus(Duration.ofDays(7)), end, good, 100)).statusCode(201);
    assertThat(status(id, end).getString("standing.status")).isEqualTo(status);
    isDecimal(status(id, end), "standing.figures.remaining", remaining);
  }

  @Test
  void ratios_are_weighted_by_their_duration() {
    var id = defined("{\"period\": \"P7D\", \"target\": 0.9}");
    var end = hour();
    report(ratio(id, end.minus(Duration.ofDays(7)), end.minus(Duration.ofDays(1)), 1));
    report(ratio(id, end.minus(Duration.ofDays(1)), end, 0.3));
    var standing = status(id, end);
    isDecimal(standing, "standing.figures.sli", "0.9");
    assertThat(standing.getString("standing.status")).isEqualTo("exhausted");
    assertThat(standing.<Object>get("standing.figures.goodEvents")).isNull();
  }

  @Test
  void an_error_rate_is_measured_in_its_own_words() {
    var id = defined("{\"period\": \"P7D\", \"sloType\": \"error_rate\", \"target\": 0.1}");
    var end = hour();
    report(ratio(id, end.minus(Duration.ofDays(7)), end, 0.05)).statusCode(201);
    var standing = status(id, end);
    isDecimal(standing, "standing.figures.sli", "0.95");
    isDecimal(standing, "standing.figures.remaining", "0.5");
  }

  @Test
  void a_month_has_used_as_much_as_it_has_run() {
    var zone = ZoneId.of("Europe/Paris");
    var id =
        defined(
            "{\"period\": \"calendar_month\", \"timeZone\": \"Europe/Paris\", \"target\": 0.99}");
    // October ends an hour later than others: 745 hours.
    var month = LocalDate.of(2025, 10, 1);
    var start = month.atStartOfDay(zone).toInstant();
    var end = month.plusMonths(1).atStartOfDay(zone).toInstant();
    assertThat(Duration.between(start, end)).isEqualTo(Duration.ofHours(745));
    batch(
        steady(
            id,
            start.minus(Duration.ofDays(5)),
            end.plus(Duration.ofDays(5)),
            Duration.ofHours(1),
            99,
            100));
    var first = ZonedDateTime.of(2025, 10, 11, 0, 0, 0, 0, zone).toInstant();
    isDecimal(status(id, first), "standing.figures.consumed", decimals("240", "745"));
    isDecimal(
        status(id, end.minusNanos(1_000)),
        "standing.figures.consumed",
        decimals(Long.toString(745 * 3_600_000_000L - 1), Long.toString(745 * 3_600_000_000L)));
    var next = status(id, end);
    assertThat(next.getString("standing.status")).isEqualTo("no_data");
    assertThat(next.getString("standing.periodStart")).isEqualTo(end.toString());
    isDecimal(status(id, end.plusSeconds(3_600)), "standing.figures.burnRate", "1");
  }

  @Test
  void nothing_measured_is_no_data() {
    var id = defined("{}");
    get(SLO_DEFINITIONS + "/" + id + "/status")
        .statusCode(200)
        .body("standing.status", equalTo("no_data"))
        .body("standing.figures.remaining", nullValue())
        .body("standing.coverage", nullValue())
        .body("standing.measuredSince", nullValue())
        .body("gaps.count", equalTo(0));
    report(counts(id, hour().minus(Duration.ofDays(40)), hour().minus(Duration.ofDays(39)), 1, 2));
    get(SLO_DEFINITIONS + "/" + id + "/status").body("standing.status", equalTo("no_data"));
  }

  @Test
  void gaps_are_reported() {
    var id = defined("{\"period\": \"P7D\"}");
    var end = hour();
    var from = end.minus(Duration.ofDays(2));
    batch(
        List.of(
            counts(id, end.minus(Duration.ofDays(9)), end.minus(Duration.ofDays(8)), 1, 1),
            counts(id, from, from.plusSeconds(60), 1, 1),
            counts(id, from.plusSeconds(90), from.plusSeconds(120), 1, 1),
            counts(id, end.minus(Duration.ofDays(1)), end, 1, 1)));
    var standing = status(id, end);
    assertThat(standing.getInt("gaps.count")).isEqualTo(3);
    assertThat(standing.<String>getList("gaps.longest.from"))
        .containsExactly(
            end.minus(Duration.ofDays(7)).toString(),
            from.plusSeconds(60).toString(),
            from.plusSeconds(120).toString());
    assertThat(standing.getString("gaps.total")).isEqualTo("PT143H58M30S");
    isDecimal(standing, "standing.coverage", decimals("86490", "604800"));
  }

  /// The same hours, measured in one window, in odd ones that cross hours, and by the minute.
  @Test
  void a_budget_does_not_depend_on_how_measurements_are_split() {
    var end = hour();
    var from = end.minus(Duration.ofDays(3));
    var ids = new ArrayList<String>();
    for (var step : List.of(3 * 86_400, 86_400, 4_320, 3_600, 2_592, 96, 60)) {
      var id = defined("{\"period\": \"P7D\", \"target\": 0.99}");
      // 1 in 200 is bad; whole events in each window whatever its length
      batch(steady(id, from, end, Duration.ofSeconds(step), step * 199 / 4 * 4, step * 50 * 4))
          .statusCode(201);
      ids.add(id);
    }
    for (var at :
        List.of(end, end.minusSeconds(1), end.minusSeconds(40_000), from.plusSeconds(3_601))) {
      var expected = status(ids.getFirst(), at);
      for (var id : ids) {
        var standing = status(id, at);
        assertThat(decimal(standing, "standing.figures.consumed"))
            .isCloseTo(
                decimal(expected, "standing.figures.consumed"),
                org.assertj.core.data.Offset.offset(new BigDecimal("0.0005")));
        isDecimal(standing, "standing.coverage", "1");
      }
    }
  }

  /// What SQL sums up by hours and edges is what plain addition of every measurement comes to.
  @Test
  void figures_are_what_adding_up_comes_to() {
    var end = hour();
    for (int round = 0; round < 6; round++) {
      var id = defined("{\"period\": \"P7D\", \"target\": 0.95}");
      var windows = new ArrayList<Span>();
      var goods = new ArrayList<BigDecimal>();
      var bodies = new ArrayList<String>();
      var at = end.minus(Duration.ofDays(9));
      while (at.isBefore(end) && bodies.size() < 3_000) {
        var window = new Span(at, at.plusMillis(1_000 + random.nextInt(1_000_000 * (round + 1))));
        if (window.to().isAfter(end)) {
          break;
        }
        var good = new BigDecimal(random.nextInt(1_000_001)).movePointLeft(4);
        windows.add(window);
        goods.add(good);
        bodies.add(counts(id, window.from(), window.to(), good, 100));
        at = window.to().plusMillis(random.nextInt(3) * random.nextInt(2_000_000));
      }
      batch(bodies).statusCode(201);
      for (int look = 0; look < 5; look++) {
        var now = end.minusMillis(random.nextInt(2 * 86_400_000));
        var period = Span.before(now, Duration.ofDays(7));
        var sum = Amount.NOTHING;
        for (int i = 0; i < windows.size(); i++) {
          sum = sum.plus(Amount.within(period, windows.get(i), goods.get(i), new BigDecimal(100)));
        }
        var budget =
            new Budget(
                sum, new Objective(new BigDecimal("0.95")), period.micros(), period.micros());
        var standing = status(id, now);
        assertThat(decimal(standing, "standing.figures.totalEvents"))
            .isEqualByComparingTo(Decimals.shown(sum.total()));
        assertThat(decimal(standing, "standing.figures.goodEvents"))
            .isEqualByComparingTo(Decimals.shown(sum.good()));
        assertThat(decimal(standing, "standing.figures.remaining"))
            .isEqualByComparingTo(Decimals.shown(budget.remaining()));
      }
    }
  }

  @Test
  void ninety_days_of_minutes_are_summed_up_by_the_hour() {
    var id = defined("{\"period\": \"P90D\", \"target\": 0.99}");
    var end = hour();
    report(
        counts(id, end.minus(Duration.ofDays(91)), end.minus(Duration.ofDays(90)), 143280, 144000));
    minutes(id, end.minus(Duration.ofDays(90)), end);
    var standing = status(id, end);
    isDecimal(standing, "standing.figures.totalEvents", "12960000");
    isDecimal(standing, "standing.figures.remaining", "0.5");
    isDecimal(status(id, end.minusSeconds(90)), "standing.figures.remaining", "0.5");
    assertThat(Sql.number("SELECT count(*) FROM slo_hours WHERE slo_id = ?::uuid", id))
        .isEqualTo(2_160);
  }

  @Test
  void another_time_is_one_of_the_past() {
    var path = SLO_DEFINITIONS + "/" + defined("{}");
    for (var end : List.of("/status?at=", "/alerts?at=")) {
      isInvalid(get(path + end + "2000-12-31T23:59:59Z"), "?at");
      isInvalid(get(path + end + "yesterday"), "?at");
      isInvalid(get(path + end + hour().plus(Duration.ofHours(2))), "?at");
    }
    for (var end : List.of("", "/status", "/alerts", "/series", "/exclusions")) {
      isProblem(get(SLO_DEFINITIONS + "/" + UUID.randomUUID() + end), 404, "not-found");
    }
  }

  @Test
  void services_show_their_worst_slo_first() {
    var service = "a-" + UUID.randomUUID();
    var end = hour();
    var from = end.minus(Duration.ofDays(7));
    for (var slo : List.of("fine 100", "broken 0", "scarce 91")) {
      var id =
          defined(
              "{\"service\": \"%s\", \"name\": \"%s\", \"period\": \"P7D\", \"target\": 0.9}"
                  .formatted(service, slo.split(" ")[0]));
      report(counts(id, from, end, slo.split(" ")[1], 100)).statusCode(201);
    }
    defined("{\"service\": \"%s\", \"name\": \"unknown\"}".formatted(service));
    var before = service.substring(0, service.length() - 1);
    get("/api/monitoring/services?limit=1&cursor=" + before)
        .statusCode(200)
        .body("items.size()", equalTo(1))
        .body("items[0].service", equalTo(service))
        .body("items[0].slos", equalTo(4))
        .body("items[0].worstStatus", equalTo("breached"))
        .body("items[0].firing", equalTo(0))
        .body("items[0].standings.name", equalTo(List.of("broken", "scarce", "unknown", "fine")));
    isInvalid(get("/api/monitoring/services?limit=51"), "?limit");
  }

  @Test
  void a_list_shows_how_each_stands() {
    var service = "b-" + UUID.randomUUID();
    var end = hour();
    for (var name : List.of("a", "b")) {
      var id =
          defined(
              "{\"service\": \"%s\", \"name\": \"%s\", \"period\": \"P7D\", \"target\": 0.9}"
                  .formatted(service, name));
      report(counts(id, end.minus(Duration.ofDays(7)), end, name.equals("a") ? 100 : 0, 100));
    }
    get(SLO_DEFINITIONS + "?service=" + service)
        .body("items.standing.status", equalTo(List.of("on_track", "breached")));
  }

  /// Puts measurements into the table as the batch would, 100 events a minute of which 1 in 200 is
  /// bad.
  private static void minutes(String id, Instant from, Instant to) {
    Sql.run(
        """
        INSERT INTO slo_tracking (id, version, created_at, created_by_issuer, created_by_subject, updated_at,
          updated_by_issuer, updated_by_subject, metadata, personal_salt, slo_id, service, slo_name, slo_type, target,
          window_start, window_end, measured_by, good_events, total_events, recorded_status)
        SELECT gen_random_uuid(), 0, now(), 'test', 'test', now(), 'test', 'test', '{}', '\\x00000000000000000000000000000000',
          d.id, d.service, d.name, d.slo_type, d.target, t, t + interval '1 minute', 'events', 99.5, 100, 'on_track'
        FROM slo_definitions d, generate_series('%s'::timestamptz, '%s'::timestamptz - interval '1 minute', '1 minute') t
        WHERE d.id = '%s'
        """
            .formatted(from, to, id));
  }

  private static String decimals(String a, String b) {
    return Decimals.shown(
            new BigDecimal(a).divide(new BigDecimal(b), java.math.MathContext.DECIMAL128))
        .toPlainString();
  }

  private static void isDecimal(JsonPath path, String at, String expected) {
    assertThat(decimal(path, at)).as(at).isEqualByComparingTo(expected);
  }
}
