package io.trustfabric.backup.backups;

import jakarta.persistence.EnumeratedValue;
import java.util.Locale;
import java.util.Set;

/// How much of the target a backup holds.
public enum BackupType {
  /// All of it.
  FULL,
  /// What changed since its parent, whatever that is.
  INCREMENTAL,
  /// What changed since its full.
  DIFFERENTIAL;

  @EnumeratedValue private final String stored = name().toLowerCase(Locale.ROOT);

  /// The types that serve where this one is due: a full holds all that a differential or an
  /// incremental would, and a differential all that an incremental would.
  public Set<BackupType> servedBy() {
    return switch (this) {
      case FULL -> Set.of(FULL);
      case DIFFERENTIAL -> Set.of(DIFFERENTIAL, FULL);
      case INCREMENTAL -> Set.of(INCREMENTAL, DIFFERENTIAL, FULL);
    };
  }
}
