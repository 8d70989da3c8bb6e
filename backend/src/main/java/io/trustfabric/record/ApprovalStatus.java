package io.trustfabric.record;

import jakarta.persistence.EnumeratedValue;
import java.util.Locale;
import java.util.Set;

/// Where a request for a second person stands.
public enum ApprovalStatus implements Lifecycle<ApprovalStatus> {
  PENDING,
  APPROVED,
  REJECTED,
  EXPIRED;

  @EnumeratedValue private final String stored = name().toLowerCase(Locale.ROOT);

  @Override
  public Set<ApprovalStatus> next() {
    return switch (this) {
      case PENDING -> Set.of(APPROVED, REJECTED, EXPIRED);
      case APPROVED, REJECTED, EXPIRED -> Set.of();
    };
  }
}
