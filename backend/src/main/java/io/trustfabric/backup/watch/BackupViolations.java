package io.trustfabric.backup.watch;

import io.trustfabric.backup.backups.Backup;
import io.trustfabric.backup.policies.BackupPolicy;
import io.trustfabric.backup.restores.Restore;
import io.trustfabric.backup.restores.RestorePurpose;
import io.trustfabric.record.PolicyViolation;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What is told of, in words.
final class BackupViolations {

  private BackupViolations() {}

  static PolicyViolation failed(Backup backup) {
    return new PolicyViolation(
        "backup.failed:" + backup.id,
        false,
        "The %s backup of %s failed".formatted(words(backup.backupType), backup.target),
        "It began at %s and failed at %s: %s"
            .formatted(backup.startedAt, backup.completedAt(), backup.failureReason()),
        backup.target,
        false,
        List.of(),
        Map.of("backupId", backup.id.toString()));
  }

  /// A restore that did not come about, or whose checks failed: what is kept may be worth nothing.
  static PolicyViolation failed(Restore restore) {
    return new PolicyViolation(
        "restore.failed:" + restore.id,
        true,
        "%s of %s failed"
            .formatted(
                restore.purpose == RestorePurpose.DRILL ? "A restore drill" : "A restore",
                restore.target),
        restore.failureReason() == null
            ? "It completed at %s, but what was restored did not pass every check."
                .formatted(restore.completedAt())
            : "It failed at %s: %s".formatted(restore.completedAt(), restore.failureReason()),
        restore.target,
        false,
        List.of(),
        Map.of("restoreId", restore.id.toString(), "backupId", restore.backupId.toString()));
  }

  static PolicyViolation stale(BackupPolicy policy, BackupDue due) {
    var last =
        due.last() == null
            ? "There is none that is completed."
            : "The last one was completed at %s.".formatted(due.last().completedAt());
    return new PolicyViolation(
        "backup.stale:%s:%s:%s".formatted(policy.id, words(due.type()), due.dueAt()),
        true,
        "No %s backup of %s in time".formatted(words(due.type()), policy.target),
        "One was due at %s. %s".formatted(due.dueAt(), last),
        policy.target,
        false,
        List.of(),
        Map.of("backupPolicyId", policy.id.toString()));
  }

  private static String words(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
