package io.trustfabric.monitoring.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SloPeriodTest {

  @ParameterizedTest
  @CsvSource({"P7D, 7", "P28D, 28", "P30D, 30", "P90D, 90"})
  void rolling_periods_are_so_many_days_of_24_hours(SloPeriod period, long days) {
    // Over the night in which Paris sets its clocks forward.
    var at = Instant.parse("2026-03-30T12:00:00Z");
    var around = period.around(at, ZoneId.of("Europe/Paris"));
    assertThat(around.to()).isEqualTo(at);
    assertThat(around.length()).isEqualTo(Duration.ofDays(days));
  }

  @ParameterizedTest
  @CsvSource({
    // a plain month, a short one, a leap one
    "CALENDAR_MONTH, UTC, 2026-01-31T23:59:59Z, 2026-01-01T00:00:00Z, 2026-02-01T00:00:00Z",
    "CALENDAR_MONTH, UTC, 2026-02-01T00:00:00Z, 2026-02-01T00:00:00Z, 2026-03-01T00:00:00Z",
    "CALENDAR_MONTH, UTC, 2028-02-29T12:00:00Z, 2028-02-01T00:00:00Z, 2028-03-01T00:00:00Z",
    // the month turns earlier in the east, later in the west
    "CALENDAR_MONTH, Asia/Tokyo, 2026-01-31T15:00:00Z, 2026-01-31T15:00:00Z, 2026-02-28T15:00:00Z",
    "CALENDAR_MONTH, America/Los_Angeles, 2026-02-01T07:59:59Z, 2026-01-01T08:00:00Z, 2026-02-01T08:00:00Z",
    // an hour short in March, an hour long in October
    "CALENDAR_MONTH, Europe/Paris, 2026-03-15T00:00:00Z, 2026-02-28T23:00:00Z, 2026-03-31T22:00:00Z",
    "CALENDAR_MONTH, Europe/Paris, 2026-10-25T01:30:00Z, 2026-09-30T22:00:00Z, 2026-10-31T23:00:00Z",
    // a day that begins at one o'clock, since the clocks go forward at midnight
    "CALENDAR_MONTH, Africa/Cairo, 2023-04-28T12:00:00Z, 2023-03-31T22:00:00Z, 2023-04-30T21:00:00Z",
    "CALENDAR_QUARTER, UTC, 2026-11-25T00:00:00Z, 2026-10-01T00:00:00Z, 2027-01-01T00:00:00Z",
    "CALENDAR_QUARTER, UTC, 2026-12-31T23:59:59Z, 2026-10-01T00:00:00Z, 2027-01-01T00:00:00Z",
    "CALENDAR_QUARTER, UTC, 2026-01-01T00:00:00Z, 2026-01-01T00:00:00Z, 2026-04-01T00:00:00Z",
    "CALENDAR_QUARTER, Europe/Paris, 2026-03-31T22:30:00Z, 2026-03-31T22:00:00Z, 2026-06-30T22:00:00Z"
  })
  void calendar_periods_begin_and_end_with_the_days_of_their_zone(
      SloPeriod period, ZoneId zone, Instant at, Instant from, Instant to) {
    assertThat(period.around(at, zone)).isEqualTo(new Span(from, to));
  }

  @Test
  void a_month_that_begins_while_clocks_go_forward_begins_with_its_first_moment() {
    // Asuncion, 1 October 2017: no midnight, the day begins at one o'clock.
    assertThat(
            SloPeriod.CALENDAR_MONTH
                .around(Instant.parse("2017-10-02T00:00:00Z"), ZoneId.of("America/Asuncion"))
                .from())
        .isEqualTo("2017-10-01T04:00:00Z");
  }

  @ParameterizedTest
  @EnumSource(SloPeriod.class)
  void no_period_is_longer_than_the_longest(SloPeriod period) {
    for (var zone : new String[] {"UTC", "Europe/Paris", "Australia/Lord_Howe", "Pacific/Apia"}) {
      for (var at = Instant.parse("2024-01-01T00:00:00Z");
          at.isBefore(Instant.parse("2027-01-01T00:00:00Z"));
          at = at.plus(Duration.ofHours(13))) {
        var around = period.around(at, ZoneId.of(zone));
        assertThat(around.length()).isLessThanOrEqualTo(period.longest());
        assertThat(around.from()).isBeforeOrEqualTo(at);
        assertThat(around.to()).isAfterOrEqualTo(at);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(SloPeriod.class)
  void each_is_read_as_it_is_written(SloPeriod period) {
    assertThat(SloPeriod.of(period.written())).isEqualTo(period);
    assertThat(period.written()).matches(SloPeriod.WRITTEN);
  }

  @Test
  void nothing_else_is_read() {
    for (var text : new String[] {"P31D", "p30d", "CALENDAR_MONTH", "", "P30DP30D"}) {
      assertThatThrownBy(() -> SloPeriod.of(text)).isInstanceOf(IllegalArgumentException.class);
    }
  }
}
