package io.trustfabric.web;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;

/// Times on the wire.
public final class Times {

  private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999Z");

  private Times() {}

  /// An RFC 3339 time of the years 1 to 9999 with any offset, in whole microseconds; null when it
  /// is none.
  public static Instant parse(String text) {
    try {
      var instant = OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MICROS);
      return instant.isBefore(EARLIEST) || instant.isAfter(LATEST) ? null : instant;
    } catch (DateTimeException e) {
      return null;
    }
  }
}
