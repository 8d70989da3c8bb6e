package io.trustfabric.monitoring.budget;

import static java.math.BigDecimal.ONE;
import static java.math.BigDecimal.ZERO;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BudgetTest {

  private static final long DAY = Duration.ofDays(1).toNanos() / 1_000;
  private static final Objective THREE_NINES = new Objective(new BigDecimal("0.999"));

  private final Random random = new Random(20_261_125);

  @Test
  void a_full_period_uses_what_is_bad_of_what_may_be_bad() {
    var budget = new Budget(events(999_500, 1_000_000), THREE_NINES, 30 * DAY, 30 * DAY);
    assertThat(budget.measured().sli()).isEqualByComparingTo("0.9995");
    assertThat(budget.burnRate()).isEqualByComparingTo("0.5");
    assertThat(budget.consumed()).isEqualByComparingTo("0.5");
    assertThat(budget.remaining()).isEqualByComparingTo("0.5");
  }

  @Test
  void a_period_that_has_run_for_a_tenth_has_used_a_tenth_of_it() {
    var budget = new Budget(events(999_500, 1_000_000), THREE_NINES, 3 * DAY, 30 * DAY);
    assertThat(budget.burnRate()).isEqualByComparingTo("0.5");
    assertThat(budget.consumed()).isEqualByComparingTo("0.05");
    assertThat(budget.remaining()).isEqualByComparingTo("0.95");
  }

  @ParameterizedTest
  @CsvSource({
    "1000000, on_track",
    "999250, on_track", // exactly a quarter is left
    "999249, at_risk",
    "999001, at_risk",
    "999000, exhausted", // exactly nothing is left
    "998999, breached",
    "0, breached"
  })
  void the_status_changes_exactly_at_its_limits(long good, String status) {
    var budget = new Budget(events(good, 1_000_000), THREE_NINES, 30 * DAY, 30 * DAY);
    assertThat(budget.status(false)).hasToString(status.toUpperCase());
  }

  @Test
  void an_alert_puts_at_risk_what_is_not_worse_already() {
    assertThat(budget(1_000_000).status(true)).isEqualTo(SloStatus.AT_RISK);
    assertThat(budget(999_000).status(true)).isEqualTo(SloStatus.EXHAUSTED);
    assertThat(budget(998_000).status(true)).isEqualTo(SloStatus.BREACHED);
  }

  @Test
  void no_events_are_no_data_and_not_a_hundred_percent() {
    var budget = new Budget(Amount.NOTHING, THREE_NINES, 30 * DAY, 30 * DAY);
    assertThat(budget.status(false)).isEqualTo(SloStatus.NO_DATA);
    assertThat(budget.measured().sli()).isNull();
    assertThat(budget.consumed()).isNull();
    assertThat(budget.remaining()).isNull();
    assertThat(budget.burnRate()).isNull();
    assertThat(budget.toExhaustion(ONE)).isNull();
  }

  @Test
  void more_than_the_budget_is_shown_as_less_than_nothing() {
    assertThat(budget(997_000).remaining()).isEqualByComparingTo("-2");
  }

  @Test
  void the_budget_lasts_as_long_as_it_burns() {
    var half = budget(999_500);
    assertThat(half.toExhaustion(ONE)).isEqualTo(Duration.ofDays(15));
    assertThat(half.toExhaustion(new BigDecimal("14.4")))
        .isEqualTo(Duration.ofSeconds(15 * 86_400 * 10 / 144));
    assertThat(half.toExhaustion(ZERO)).isNull();
    assertThat(half.toExhaustion(new BigDecimal("0.000001"))).isNull();
    assertThat(half.toExhaustion(null)).isNull();
    assertThat(budget(998_000).toExhaustion(ONE)).isZero();
  }

  @Test
  void a_window_counts_for_the_part_that_lies_within() {
    var noon = Instant.parse("2026-01-31T12:00:00Z");
    var hour = new Span(noon, noon.plusSeconds(3_600));
    var quarter = new Span(noon.plusSeconds(2_700), noon.plusSeconds(7_200));
    assertThat(Amount.within(quarter, hour, new BigDecimal(60), new BigDecimal(100)))
        .isEqualTo(
            new Amount(new BigDecimal(15), new BigDecimal(25), 900_000_000L, 3_600_000_000L));
    assertThat(Amount.within(Span.before(noon, Duration.ofDays(1)), hour, ONE, ONE))
        .isEqualTo(Amount.NOTHING);
  }

  /// However a stretch of even measurements is cut into windows, any span of it sums up to the
  /// same, to 30 digits.
  @Test
  void a_budget_does_not_depend_on_how_measurements_are_split() {
    var start = Instant.parse("2026-01-01T00:00:00Z");
    for (int round = 0; round < 300; round++) {
      var whole = new Span(start, start.plusSeconds(3_600L * (1 + random.nextInt(100))));
      var total = new BigDecimal(1 + random.nextInt(1_000_000));
      var good = total.multiply(new BigDecimal(random.nextInt(1_001)).movePointLeft(3));
      var span =
          new Span(
              whole.from().plusSeconds(random.nextInt((int) whole.length().toSeconds())),
              whole.to().plusSeconds(random.nextInt(7_200) - 1));
      var uncut = Amount.within(span, whole, good, total);
      var cut = Amount.NOTHING;
      for (var part : cut(whole)) {
        var of = Amount.within(part, whole, good, total);
        cut = cut.plus(Amount.within(span, part, of.good(), of.total()));
      }
      assertThat(cut.coveredMicros()).isEqualTo(uncut.coveredMicros());
      isAlmost(cut.good(), uncut.good());
      isAlmost(cut.total(), uncut.total());
      if (!uncut.isEmpty()) {
        isAlmost(
            new Budget(cut, THREE_NINES, DAY, 30 * DAY).remaining(),
            new Budget(uncut, THREE_NINES, DAY, 30 * DAY).remaining());
      }
    }
  }

  @Test
  void what_is_left_out_of_a_span_is_left_out_of_its_parts() {
    var start = Instant.parse("2026-01-01T00:00:00Z");
    for (int round = 0; round < 300; round++) {
      var whole = new Span(start, start.plusSeconds(3_600));
      var holes = new ArrayList<Span>();
      for (long at = -100 + random.nextInt(300); at < 4_000; ) {
        var end = at + 1 + random.nextInt(500);
        holes.add(new Span(start.plusSeconds(at), start.plusSeconds(end)));
        at = end + random.nextInt(300);
      }
      var left = whole.without(holes);
      var leftOut = holes.stream().map(whole::and).filter(s -> !s.isEmpty()).toList();
      assertThat(micros(left) + micros(leftOut)).isEqualTo(whole.micros());
      for (var span : left) {
        assertThat(span.isEmpty()).isFalse();
        assertThat(holes).noneMatch(span::overlaps);
      }
    }
  }

  private static long micros(List<Span> spans) {
    return spans.stream().mapToLong(Span::micros).sum();
  }

  private List<Span> cut(Span whole) {
    var parts = new ArrayList<Span>();
    for (var from = whole.from(); from.isBefore(whole.to()); ) {
      var to = from.plusMillis(1 + random.nextInt(10_000_000));
      parts.add(new Span(from, to.isAfter(whole.to()) ? whole.to() : to));
      from = to;
    }
    return parts;
  }

  private static void isAlmost(BigDecimal actual, BigDecimal expected) {
    assertThat(actual.subtract(expected).abs())
        .isLessThanOrEqualTo(expected.abs().max(ONE).multiply(new BigDecimal("1E-30")));
  }

  private static Budget budget(long good) {
    return new Budget(events(good, 1_000_000), THREE_NINES, 30 * DAY, 30 * DAY);
  }

  private static Amount events(long good, long total) {
    return new Amount(new BigDecimal(good), new BigDecimal(total), 30 * DAY, 60_000_000);
  }
}
