package io.trustfabric.monitoring.slos;

import jakarta.persistence.EnumeratedValue;
import java.util.Locale;

/// Where measurements come from: sent to us, or read from Prometheus by the definition's two
/// queries.
public enum SloSource {
  PUSHED,
  PROMETHEUS;

  @EnumeratedValue private final String stored = name().toLowerCase(Locale.ROOT);
}
