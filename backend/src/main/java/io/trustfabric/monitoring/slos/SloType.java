package io.trustfabric.monitoring.slos;

import jakarta.persistence.EnumeratedValue;
import java.math.BigDecimal;
import java.util.Locale;

/// What is promised.
public enum SloType {
  AVAILABILITY,
  LATENCY,
  /// Its target, and a ratio that is measured of it, say how much is bad instead of good.
  ERROR_RATE,
  FRESHNESS;

  @EnumeratedValue private final String stored = name().toLowerCase(Locale.ROOT);

  /// A share in this type's own words as the share that is good, and the other way round.
  public BigDecimal good(BigDecimal share) {
    return this == ERROR_RATE ? BigDecimal.ONE.subtract(share) : share;
  }

  /// Whether it has a threshold that tells good from bad.
  public boolean hasThreshold() {
    return this == LATENCY || this == FRESHNESS;
  }
}
