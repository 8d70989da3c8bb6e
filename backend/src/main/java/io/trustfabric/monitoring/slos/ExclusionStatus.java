package io.trustfabric.monitoring.slos;

import io.trustfabric.record.Lifecycle;
import jakarta.persistence.EnumeratedValue;
import java.util.Locale;
import java.util.Set;

/// How far an exclusion is. Only an approved one counts.
public enum ExclusionStatus implements Lifecycle<ExclusionStatus> {
  REQUESTED,
  APPROVED,
  REJECTED,
  /// Nobody decided in time.
  EXPIRED,
  /// It counts no more: what was left out is in the figures again.
  REVOKED;

  @EnumeratedValue private final String stored = name().toLowerCase(Locale.ROOT);

  @Override
  public Set<ExclusionStatus> next() {
    return switch (this) {
      case REQUESTED -> Set.of(APPROVED, REJECTED, EXPIRED);
      case APPROVED -> Set.of(REVOKED);
      case REJECTED, EXPIRED, REVOKED -> Set.of();
    };
  }

  @Override
  public boolean needsReason(ExclusionStatus to) {
    return to == REVOKED;
  }
}
