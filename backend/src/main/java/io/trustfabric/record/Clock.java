package io.trustfabric.record;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// The time as records hold it: microseconds, which is what PostgreSQL keeps.
public final class Clock {

  private Clock() {}

  /// Now, in whole microseconds.
  public static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.MICROS);
  }
}
