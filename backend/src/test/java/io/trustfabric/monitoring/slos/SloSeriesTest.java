package io.trustfabric.monitoring.slos;

import static io.trustfabric.monitoring.slos.Measured.batch;
import static io.trustfabric.monitoring.slos.Measured.counts;
import static io.trustfabric.monitoring.slos.Measured.exact;
import static io.trustfabric.monitoring.slos.Measured.hour;
import static io.trustfabric.monitoring.slos.Measured.status;
import static io.trustfabric.monitoring.slos.Measured.steady;
import static io.trustfabric.testing.Api.SLO_DEFINITIONS;
import static io.trustfabric.testing.Api.defined;
import static io.trustfabric.testing.Api.get;
import static io.trustfabric.testing.Api.isInvalid;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.trustfabric.testing.PostgresResource;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class SloSeriesTest {

  private final Instant end = hour();

  @Test
  void few_measurements_are_all_shown() {
    var id = defined("{\"target\": 0.9}");
    batch(steady(id, end.minus(Duration.ofHours(10)), end, Duration.ofHours(1), 95, 100));
    var series = series(id, "");
    assertThat(series.getBoolean("sampled")).isFalse();
    assertThat(values(series, "sli")).hasSize(10).allMatch(v -> is(v, "0.95"));
    assertThat(values(series, "burnRate")).hasSize(10).allMatch(v -> is(v, "0.5"));
    assertThat(series.getString("sli[9].at")).isEqualTo(end.toString());
  }

  @Test
  void a_gap_is_a_gap() {
    var id = defined("{}");
    batch(
        List.of(
            counts(id, end.minusSeconds(400), end.minusSeconds(300), 1, 1),
            counts(id, end.minusSeconds(300), end.minusSeconds(200), 0, 0),
            counts(id, end.minusSeconds(100), end, 1, 1)));
    var series = series(id, "");
    assertThat(series.<String>getList("sli.at"))
        .containsExactly(
            end.minusSeconds(300).toString(),
            end.minusSeconds(200).toString(),
            end.minusSeconds(150).toString(),
            end.toString());
    assertThat(values(series, "sli"))
        .extracting(Objects::isNull)
        .containsExactly(false, true, true, false);
  }

  @Test
  void of_many_measurements_the_extremes_are_shown_and_gaps() {
    var id = defined("{\"target\": 0.9}");
    var from = end.minus(Duration.ofMinutes(9_000));
    var bodies = new ArrayList<>(steady(id, from, end, Duration.ofMinutes(1), 99, 100));
    bodies.set(4_321, counts(id, at(from, 4_321), at(from, 4_322), 3, 100));
    bodies.set(7_777, counts(id, at(from, 7_777), at(from, 7_778), 100, 100));
    bodies.subList(5_000, 5_500).clear();
    batch(bodies).statusCode(201);
    for (var points : List.of(10, 100, 2_000)) {
      var series = series(id, "?points=" + points + "&from=" + from + "&to=" + end);
      assertThat(series.getBoolean("sampled")).isTrue();
      for (var name : List.of("sli", "burnRate", "remaining", "remainingWithoutExclusions")) {
        assertThat(series.getList(name)).as(name).hasSizeLessThanOrEqualTo(points);
        assertThat(series.<String>getList(name + ".at").stream().map(Instant::parse).toList())
            .as(name)
            .isSorted();
      }
      assertThat(values(series, "sli")).anyMatch(v -> is(v, "0.03")).anyMatch(v -> is(v, "1"));
      assertThat(values(series, "burnRate")).anyMatch(v -> is(v, "9.7"));
      if (points > 10) {
        assertThat(values(series, "sli").stream().filter(Objects::isNull)).hasSize(1);
      }
    }
  }

  @Test
  void what_remains_is_what_the_status_of_that_time_says() {
    var id = defined("{\"target\": 0.9, \"period\": \"P7D\"}");
    var from = end.minus(Duration.ofDays(12));
    var bodies = new ArrayList<>(steady(id, from, end, Duration.ofMinutes(48), 95, 100));
    bodies.set(200, counts(id, at(from, 9_600), at(from, 9_648), 0, 400));
    bodies.remove(100);
    batch(bodies).statusCode(201);
    compare(id, "?points=30");
    compare(id, "?points=50&from=" + from.minusSeconds(86_400) + "&to=" + end.minusSeconds(7));
    var monthly =
        defined("{\"target\": 0.9, \"period\": \"calendar_month\", \"timeZone\": \"Asia/Tokyo\"}");
    batch(steady(monthly, end.minus(Duration.ofDays(50)), end, Duration.ofHours(5), 95, 100));
    compare(monthly, "?points=40&from=" + end.minus(Duration.ofDays(60)));
  }

  @Test
  void the_time_shown_and_the_points_have_limits() {
    var id = defined("{}");
    var path = SLO_DEFINITIONS + "/" + id + "/series";
    isInvalid(get(path + "?points=9"), "?points");
    isInvalid(get(path + "?points=2001"), "?points");
    isInvalid(get(path + "?points=many"), "?points");
    isInvalid(get(path + "?from=2020-01-01T00:00:00Z"), "?from");
    isInvalid(get(path + "?from=" + end + "&to=" + end.minusSeconds(1)), "?from");
    isInvalid(get(path + "?to=" + end.plus(Duration.ofDays(2))), "?to");
    isInvalid(get(path + "?to=1990-01-01T00:00:00Z"), "?from");
    assertThat(series(id, "").getList("sli")).isEmpty();
  }

  private static void compare(String id, String query) {
    var series = series(id, query);
    List<Map<String, Object>> remaining = series.getList("remaining");
    assertThat(remaining).hasSizeGreaterThan(10);
    for (int i = 0; i < remaining.size(); i += 3) {
      var at = Instant.parse((String) remaining.get(i).get("at"));
      var expected = Measured.decimal(status(id, at), "standing.figures.remaining");
      var value = values(series, "remaining").get(i);
      if (expected == null) {
        assertThat(value).as(at.toString()).isNull();
      } else {
        assertThat(value).as(at.toString()).isEqualByComparingTo(expected);
      }
    }
  }

  private static Instant at(Instant from, long minutes) {
    return from.plus(Duration.ofMinutes(minutes));
  }

  private static boolean is(BigDecimal value, String expected) {
    return value != null && value.compareTo(new BigDecimal(expected)) == 0;
  }

  private static List<BigDecimal> values(JsonPath series, String name) {
    return series.<Object>getList(name + ".value").stream()
        .map(v -> v == null ? null : new BigDecimal(v.toString()))
        .toList();
  }

  private static JsonPath series(String id, String query) {
    return exact(get(SLO_DEFINITIONS + "/" + id + "/series" + query).statusCode(200));
  }
}
