package io.trustfabric.security.incidents;

import io.trustfabric.record.Lifecycle;
import jakarta.persistence.EnumeratedValue;
import java.util.Locale;
import java.util.Set;

/// How far an action item is.
public enum ActionItemStatus implements Lifecycle<ActionItemStatus> {
  OPEN,
  IN_PROGRESS,
  DONE,
  CANCELLED;

  @EnumeratedValue private final String stored = name().toLowerCase(Locale.ROOT);

  @Override
  public Set<ActionItemStatus> next() {
    return switch (this) {
      case OPEN -> Set.of(IN_PROGRESS, DONE, CANCELLED);
      case IN_PROGRESS -> Set.of(OPEN, DONE, CANCELLED);
      case DONE, CANCELLED -> Set.of(OPEN);
    };
  }

  @Override
  public boolean needsReason(ActionItemStatus to) {
    return to == CANCELLED || !isOpen();
  }

  /// Whether it is still to be done.
  boolean isOpen() {
    return this == OPEN || this == IN_PROGRESS;
  }
}
