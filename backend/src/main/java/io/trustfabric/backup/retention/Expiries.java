package io.trustfabric.backup.retention;

import io.trustfabric.backup.backups.Backup;
import io.trustfabric.backup.backups.BackupChain;
import io.trustfabric.backup.backups.BackupStatus;
import io.trustfabric.backup.backups.Backups;
import io.trustfabric.backup.policies.BackupPolicy;
import io.trustfabric.backup.restores.Restore;
import io.trustfabric.backup.retention.Retention.HeldBackup;
import io.trustfabric.record.Clock;
import io.trustfabric.record.Conflict;
import io.trustfabric.record.Lifecycle;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/// Plans what may go, and lets nothing else go.
@ApplicationScoped
public class Expiries {

  RetentionPlan plan(String target) {
    var now = Clock.now();
    return RetentionPlan.of(target, BackupPolicy.activeOf(target), retention(target, now), now);
  }

  /// Lets a backup go, or it with all that stands on it, those furthest from the full first.
  ///
  /// @throws Conflict naming what needs it, or what else keeps it
  @Transactional
  Backup expire(UUID id, String ifMatch, BackupExpiry expiry) {
    var backup = Backups.locked(id, ifMatch);
    Lifecycle.check(backup.status(), BackupStatus.EXPIRED, null);
    var going = new ArrayList<>(List.of(backup));
    var standing = standingOn(backup);
    if (Boolean.TRUE.equals(expiry.withDependents())) {
      going.addAll(standing);
    } else if (!standing.isEmpty()) {
      throw needed(standing.getFirst());
    }
    var retention = retention(backup.target, Clock.now());
    going.forEach(one -> check(one, retention));
    for (var one : going.reversed()) {
      one.expire(expiry.reason());
      Backup.flush();
    }
    return backup;
  }

  /// What stands on a backup and has not failed or gone, those nearest to it first.
  private static List<Backup> standingOn(Backup backup) {
    return BackupChain.of(backup).dependents().stream()
        .filter(b -> b.isCompleted() || b.status() == BackupStatus.IN_PROGRESS)
        .toList();
  }

  /// Whether a rule keeps it. That no policy says it may go keeps nobody from letting it.
  private static void check(Backup backup, Retention retention) {
    var because =
        retention.reasons(backup.id).stream()
            .filter(reason -> reason != KeepReason.NO_POLICY && reason != KeepReason.NEEDED)
            .findFirst();
    if (because.isPresent()) {
      throw new Conflict(
          "Backup %s is kept: %s.".formatted(backup.id, words(backup, because.get())));
    }
  }

  private static String words(Backup backup, KeepReason reason) {
    return switch (reason) {
      case IN_PROGRESS -> "it is in progress";
      case RESTORE_OPEN ->
          "restore %s of it is under way".formatted(Restore.open(List.of(backup.id)).getFirst().id);
      case RETENTION_UNTIL -> "it has to be until " + backup.retentionUntil();
      case WITHIN_DAYS -> "the policy's days reach back to it";
      case RECENT_FULL -> "it is one of the fulls that the policy keeps, or stands on one";
      case NEWEST -> "it is the newest of its target";
      case NO_POLICY, NEEDED -> throw new IllegalArgumentException("keeps nothing by itself");
    };
  }

  private static Conflict needed(Backup by) {
    return new Conflict(
        "Backup %s, which is %s, needs it.".formatted(by.id, Backups.words(by.status())));
  }

  private static Retention retention(String target, Instant now) {
    var held = Backup.held(target);
    var restoring =
        Restore.open(held.stream().map(b -> b.id).toList()).stream()
            .map(restore -> restore.backupId)
            .collect(Collectors.toSet());
    var keeping = BackupPolicy.activeOf(target).map(policy -> policy.terms().retention());
    return Retention.of(
        held.stream().map(b -> held(b, restoring.contains(b.id))).toList(),
        keeping.orElse(null),
        now);
  }

  private static HeldBackup held(Backup backup, boolean restoring) {
    return new HeldBackup(
        backup.id,
        backup.backupType,
        backup.parentBackupId(),
        backup.rootBackupId(),
        backup.chainPosition(),
        backup.completedAt(),
        backup.retentionUntil(),
        restoring);
  }
}
