package io.trustfabric.monitoring.slos;

import jakarta.persistence.EnumeratedValue;
import java.util.Locale;

/// What a measurement counts; an SLO has the one or the other.
public enum MeasuredBy {
  EVENTS,
  RATIO;

  @EnumeratedValue private final String stored = name().toLowerCase(Locale.ROOT);
}
