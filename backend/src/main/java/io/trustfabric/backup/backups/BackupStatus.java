package io.trustfabric.backup.backups;

import io.trustfabric.record.Lifecycle;
import jakarta.persistence.EnumeratedValue;
import java.util.Locale;
import java.util.Set;

/// How far a backup is. Only one that is completed can be restored.
public enum BackupStatus implements Lifecycle<BackupStatus> {
  IN_PROGRESS,
  COMPLETED,
  FAILED,
  EXPIRED;

  @EnumeratedValue private final String stored = name().toLowerCase(Locale.ROOT);

  @Override
  public Set<BackupStatus> next() {
    return switch (this) {
      case IN_PROGRESS -> Set.of(COMPLETED, FAILED);
      case COMPLETED -> Set.of(EXPIRED);
      case FAILED, EXPIRED -> Set.of();
    };
  }
}
