package io.trustfabric.backup.watch;

import io.trustfabric.backup.backups.Backup;
import io.trustfabric.backup.backups.BackupType;
import io.trustfabric.backup.policies.BackupPolicy;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;

/// When the next backup of a type has to be there.
///
/// @param last the newest completed one that serves, also one that holds more than the type; null
///   when there is none
/// @param dueAt null where the policy wants none of the type
record BackupDue(BackupType type, Backup last, Instant dueAt) {

  /// @param newest the newest completed ones of the policy's target, one a type
  static BackupDue of(BackupPolicy policy, BackupType type, Collection<Backup> newest) {
    var last =
        newest.stream()
            .filter(backup -> type.servedBy().contains(backup.backupType))
            .max(Comparator.comparing(Backup::completedAt).thenComparing(backup -> backup.id))
            .orElse(null);
    return new BackupDue(type, last, policy.dueAt(type, last == null ? null : last.completedAt()));
  }

  /// Whether it should have been there.
  boolean isLate(Instant now) {
    return dueAt != null && dueAt.isBefore(now);
  }
}
