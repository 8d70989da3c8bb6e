package io.trustfabric.chaos.experiments;

import jakarta.persistence.EnumeratedValue;
import java.util.Locale;

/// What is broken on purpose.
public enum ChaosTestType {
  CONNECTOR_OUTAGE,
  QUEUE_DELAY,
  DB_FAILOVER,
  SERVICE_DEGRADATION;

  @EnumeratedValue private final String stored = name().toLowerCase(Locale.ROOT);

  String stored() {
    return stored;
  }
}
