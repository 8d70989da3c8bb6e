package io.trustfabric.monitoring.budget;

import jakarta.persistence.EnumeratedValue;
import java.util.Locale;

/// What an alert asks for: somebody at once, or somebody in time.
public enum AlertSeverity {
  PAGE,
  TICKET;

  @EnumeratedValue private final String stored = name().toLowerCase(Locale.ROOT);
}
