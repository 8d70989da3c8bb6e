package io.trustfabric.monitoring.openslo;

import io.trustfabric.monitoring.budget.SloPeriod;
import io.trustfabric.monitoring.openslo.SloDocument.Window;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.LinkedHashMap;
import java.util.Map;

/// OpenSLO's time windows as periods: rolling days, calendar months and quarters.
final class TimeWindows {

  private static final Map<String, SloPeriod> ROLLING =
      Map.of(
          "7d", SloPeriod.P7D,
          "1w", SloPeriod.P7D,
          "28d", SloPeriod.P28D,
          "4w", SloPeriod.P28D,
          "30d", SloPeriod.P30D,
          "90d", SloPeriod.P90D);

  private static final Map<String, SloPeriod> CALENDAR =
      Map.of("1M", SloPeriod.CALENDAR_MONTH, "1Q", SloPeriod.CALENDAR_QUARTER);

  private static final DateTimeFormatter WALL_CLOCK =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withResolverStyle(ResolverStyle.STRICT);

  /// A first of January, from which months and quarters start alike.
  private static final String START = "2000-01-01 00:00:00";

  private TimeWindows() {}

  /// The period; null where there is none like that, which is found wrong.
  static SloPeriod period(Window window, String at, Findings findings) {
    if (window.isRolling()) {
      if (window.calendar() != null) {
        findings.add(at + "/calendar", "goes with isRolling: false");
      }
      var period = ROLLING.get(window.duration());
      if (period == null) {
        findings.add(at + "/duration", "must be 7d, 1w, 28d, 4w, 30d or 90d where it rolls");
      }
      return period;
    }
    var period = CALENDAR.get(window.duration());
    if (period == null) {
      findings.add(at + "/duration", "must be 1M or 1Q where it follows the calendar");
    }
    if (window.calendar() == null) {
      findings.add(at + "/calendar", "is required where isRolling is false");
    } else if (period != null) {
      checkStart(window.calendar().startTime(), period, at, findings);
    }
    return period;
  }

  /// A month or quarter of the calendar begins where all do: one that begins elsewhere is none.
  private static void checkStart(String startTime, SloPeriod period, String at, Findings findings) {
    try {
      var start = LocalDateTime.parse(startTime, WALL_CLOCK);
      var isFirst =
          start.toLocalTime().equals(LocalTime.MIDNIGHT)
              && start.getDayOfMonth() == 1
              && (period == SloPeriod.CALENDAR_MONTH || start.getMonthValue() % 3 == 1);
      if (isFirst && !start.isAfter(LocalDateTime.now(ZoneId.of("UTC+14")))) {
        return;
      }
    } catch (DateTimeParseException e) {
      // named below like a start in the middle
    }
    findings.add(
        at + "/calendar/startTime",
        "must be a first midnight of a month or quarter that has begun, such as " + START);
  }

  static Map<String, Object> write(SloPeriod period, String timeZone) {
    var window = new LinkedHashMap<String, Object>();
    if (period.isCalendar()) {
      window.put("duration", period == SloPeriod.CALENDAR_MONTH ? "1M" : "1Q");
      window.put("isRolling", false);
      var calendar = new LinkedHashMap<String, Object>();
      calendar.put("startTime", START);
      calendar.put("timeZone", timeZone);
      window.put("calendar", calendar);
    } else {
      window.put("duration", period.written().substring(1).toLowerCase(java.util.Locale.ROOT));
      window.put("isRolling", true);
    }
    return window;
  }
}
