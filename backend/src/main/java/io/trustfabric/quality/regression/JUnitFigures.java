package io.trustfabric.quality.regression;

import io.trustfabric.web.Times;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/// Reads the numbers and times of a report, as the dialects write them. What cannot be read is left
/// out.
record JUnitFigures(LeftOut leftOut) {

  private static final BigDecimal MAX_SECONDS = new BigDecimal("100000000");

  /// A number of tests; null when it is none.
  static Long whole(String text) {
    return text != null && text.matches("[0-9]{1,9}") ? Long.valueOf(text) : null;
  }

  /// Seconds as dialects write them: `1.5`, `1e-05`, `1,234.5` and `0,5`.
  BigDecimal seconds(String text) {
    if (text == null) {
      return null;
    }
    var plain =
        text.matches("[0-9]{1,3}(,[0-9]{3})+(\\.[0-9]+)?")
            ? text.replace(",", "")
            : text.replace(',', '.');
    if (plain.matches("[0-9]{0,15}\\.?[0-9]{0,30}([eE][-+]?[0-9]{1,2})?")) {
      try {
        var seconds = new BigDecimal(plain);
        if (seconds.signum() >= 0 && seconds.compareTo(MAX_SECONDS) <= 0) {
          return seconds;
        }
      } catch (NumberFormatException e) {
        // told below like any other text that is no time
      }
    }
    leftOut.add(LeftOut.What.UNREADABLE_TIME);
    return null;
  }

  /// A time without an offset, as most dialects write it, counts as UTC.
  Instant time(String text) {
    if (text == null) {
      return null;
    }
    var instant = Times.parse(text);
    if (instant != null) {
      return instant;
    }
    try {
      return Times.parse(
          LocalDateTime.parse(text.replace(' ', 'T')).atOffset(ZoneOffset.UTC).toString());
    } catch (DateTimeException e) {
      leftOut.add(LeftOut.What.UNREADABLE_TIME);
      return null;
    }
  }
}
