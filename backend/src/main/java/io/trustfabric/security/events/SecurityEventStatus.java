package io.trustfabric.security.events;

import io.trustfabric.record.Lifecycle;
import jakarta.persistence.EnumeratedValue;
import java.util.Locale;
import java.util.Set;

/// How far the work on a security event is.
public enum SecurityEventStatus implements Lifecycle<SecurityEventStatus> {
  OPEN,
  INVESTIGATING,
  RESOLVED,
  FALSE_POSITIVE;

  @EnumeratedValue private final String stored = name().toLowerCase(Locale.ROOT);

  @Override
  public Set<SecurityEventStatus> next() {
    return switch (this) {
      case OPEN -> Set.of(INVESTIGATING, RESOLVED, FALSE_POSITIVE);
      case INVESTIGATING -> Set.of(RESOLVED, FALSE_POSITIVE);
      case RESOLVED, FALSE_POSITIVE -> Set.of(INVESTIGATING);
    };
  }

  @Override
  public boolean needsReason(SecurityEventStatus to) {
    return isDone();
  }

  /// Whether nobody has to do anything about the event any more.
  public boolean isDone() {
    return this == RESOLVED || this == FALSE_POSITIVE;
  }
}
