package io.trustfabric.security.incidents;

import jakarta.persistence.EnumeratedValue;
import java.util.Locale;

/// What an incident harms.
public enum IncidentType {
  SECURITY,
  AVAILABILITY,
  DATA_LOSS,
  PERFORMANCE;

  @EnumeratedValue private final String stored = name().toLowerCase(Locale.ROOT);
}
