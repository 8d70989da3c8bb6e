package io.trustfabric.modelops.detections;

import io.trustfabric.record.Lifecycle;
import jakarta.persistence.EnumeratedValue;
import java.util.Locale;
import java.util.Set;

/// What became of a drift. Where none was found there is nothing to do: it begins resolved.
public enum DriftStatus implements Lifecycle<DriftStatus> {
  OPEN,
  ACKNOWLEDGED,
  RESOLVED,
  FALSE_POSITIVE;

  @EnumeratedValue private final String stored = name().toLowerCase(Locale.ROOT);

  @Override
  public Set<DriftStatus> next() {
    return switch (this) {
      case OPEN -> Set.of(ACKNOWLEDGED);
      case ACKNOWLEDGED -> Set.of(RESOLVED, FALSE_POSITIVE);
      case RESOLVED -> Set.of(OPEN);
      case FALSE_POSITIVE -> Set.of();
    };
  }

  @Override
  public boolean needsReason(DriftStatus to) {
    return this == RESOLVED && to == OPEN;
  }
}
