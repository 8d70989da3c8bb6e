package io.trustfabric.monitoring.budget;

import jakarta.persistence.EnumeratedValue;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Locale;

/// Over which time a budget is counted: a number of days (of 24 hours each) up to now, or a month
/// or quarter of the calendar in a time zone.
public enum SloPeriod {
  P7D(7),
  P28D(28),
  P30D(30),
  P90D(90),
  CALENDAR_MONTH(0),
  CALENDAR_QUARTER(0);

  /// How it is written: ISO 8601 for days, a word for the calendar.
  public static final String WRITTEN = "P7D|P28D|P30D|P90D|calendar_month|calendar_quarter";

  @EnumeratedValue private final String stored = name().toLowerCase(Locale.ROOT);
  private final int days;

  SloPeriod(int days) {
    this.days = days;
  }

  /// The period written so.
  ///
  /// @throws IllegalArgumentException when none is, see {@link #WRITTEN}
  public static SloPeriod of(String written) {
    return Arrays.stream(values())
        .filter(period -> period.written().equals(written))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(written));
  }

  public String written() {
    return isCalendar() ? stored : name();
  }

  public boolean isCalendar() {
    return days == 0;
  }

  /// The period that `at` is in: its rolling days up to `at`, or the whole month or quarter around
  /// it. A calendar period starts with the first moment of its first day, whatever the clocks do
  /// that night; one that starts exactly at `at` is the one `at` is in.
  public Span around(Instant at, ZoneId zone) {
    if (!isCalendar()) {
      return new Span(at.minus(Duration.ofDays(days)), at);
    }
    var first = first(at.atZone(zone).toLocalDate());
    var next = first.plusMonths(this == CALENDAR_MONTH ? 1 : 3);
    return new Span(first.atStartOfDay(zone).toInstant(), next.atStartOfDay(zone).toInstant());
  }

  /// The longest it can be, which no measurement's window may exceed: a quarter has up to 92 days,
  /// and an hour more where summer time ends in it.
  public Duration longest() {
    return switch (this) {
      case CALENDAR_MONTH -> Duration.ofDays(31).plusHours(1);
      case CALENDAR_QUARTER -> Duration.ofDays(92).plusHours(1);
      default -> Duration.ofDays(days);
    };
  }

  /// The length by which alert factors are worked out, in days: 30 for a calendar month and, as for
  /// 90 days, for a quarter, whose shares are those of 30 days.
  int alertDays() {
    return this == P7D || this == P28D ? days : 30;
  }

  private LocalDate first(LocalDate day) {
    return this == CALENDAR_MONTH
        ? day.withDayOfMonth(1)
        : LocalDate.of(day.getYear(), (day.getMonthValue() - 1) / 3 * 3 + 1, 1);
  }
}
