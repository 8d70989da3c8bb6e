package io.trustfabric.web;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;

/// Times on the wire.
public final class Times {

  private Times() {}

  /// An RFC 3339 time with any offset, in whole microseconds; null when it is none.
  public static Instant parse(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MICROS);
    } catch (DateTimeException e) {
      return null;
    }
  }
}
