package io.trustfabric.compliance.reviews;

import io.trustfabric.record.Lifecycle;
import jakarta.persistence.EnumeratedValue;
import java.util.Locale;
import java.util.Set;

/// Where a review stands.
public enum ReviewStatus implements Lifecycle<ReviewStatus> {
  PENDING,
  IN_PROGRESS,
  COMPLETED,
  CANCELLED;

  @EnumeratedValue private final String stored = name().toLowerCase(Locale.ROOT);

  @Override
  public Set<ReviewStatus> next() {
    return switch (this) {
      case PENDING -> Set.of(IN_PROGRESS, CANCELLED);
      case IN_PROGRESS -> Set.of(COMPLETED, CANCELLED);
      case COMPLETED, CANCELLED -> Set.of();
    };
  }

  @Override
  public boolean needsReason(ReviewStatus to) {
    return to == CANCELLED;
  }

  /// Whether there is something left to do.
  boolean isOpen() {
    return this == PENDING || this == IN_PROGRESS;
  }
}
