package io.trustfabric.backup.restores;

import io.trustfabric.record.Lifecycle;
import jakarta.persistence.EnumeratedValue;
import java.util.Locale;
import java.util.Set;

/// How far a restore is. That it completed says nothing of what it restored: see {@link Verified}.
public enum RestoreStatus implements Lifecycle<RestoreStatus> {
  REQUESTED,
  IN_PROGRESS,
  COMPLETED,
  FAILED;

  @EnumeratedValue private final String stored = name().toLowerCase(Locale.ROOT);

  @Override
  public Set<RestoreStatus> next() {
    return switch (this) {
      case REQUESTED -> Set.of(IN_PROGRESS);
      case IN_PROGRESS -> Set.of(COMPLETED, FAILED);
      case COMPLETED, FAILED -> Set.of();
    };
  }
}
