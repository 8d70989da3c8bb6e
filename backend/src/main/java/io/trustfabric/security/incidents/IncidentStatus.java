package io.trustfabric.security.incidents;

import io.trustfabric.record.Lifecycle;
import jakarta.persistence.EnumeratedValue;
import java.util.Locale;
import java.util.Set;

/// How far an incident is. Steps forward may skip others; only what is resolved can be closed.
public enum IncidentStatus implements Lifecycle<IncidentStatus> {
  DETECTED,
  ACKNOWLEDGED,
  MITIGATED,
  RESOLVED,
  CLOSED;

  @EnumeratedValue private final String stored = name().toLowerCase(Locale.ROOT);

  @Override
  public Set<IncidentStatus> next() {
    return switch (this) {
      case DETECTED -> Set.of(ACKNOWLEDGED, MITIGATED, RESOLVED);
      case ACKNOWLEDGED -> Set.of(MITIGATED, RESOLVED);
      case MITIGATED -> Set.of(RESOLVED, ACKNOWLEDGED);
      case RESOLVED -> Set.of(CLOSED, ACKNOWLEDGED);
      case CLOSED -> Set.of();
    };
  }

  @Override
  public boolean needsReason(IncidentStatus to) {
    return reopens(to);
  }

  /// Whether the step takes work up again.
  boolean reopens(IncidentStatus to) {
    return to.ordinal() < ordinal();
  }
}
