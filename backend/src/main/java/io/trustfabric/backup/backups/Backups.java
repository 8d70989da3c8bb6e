package io.trustfabric.backup.backups;

import io.trustfabric.record.Conflict;
import io.trustfabric.record.Invalid;
import io.trustfabric.web.IfMatch;
import io.trustfabric.web.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Locale;
import java.util.UUID;

/// Keeps backups. Whatever changes in a chain changes with the chain's full held.
@ApplicationScoped
public class Backups {

  @Transactional
  Backup start(BackupReport report) {
    report.check();
    var backup = report.toBackup(parent(report));
    backup.persistAndFlush();
    return backup;
  }

  @Transactional
  Backup complete(UUID id, String ifMatch, BackupCompletion completion) {
    var backup = locked(id, ifMatch);
    backup.complete(completion);
    Backup.flush();
    return backup;
  }

  @Transactional
  Backup fail(UUID id, String ifMatch, BackupFailure failure) {
    var backup = locked(id, ifMatch);
    backup.fail(failure.completedAt(), failure.failureReason());
    Backup.flush();
    return backup;
  }

  /// A backup with its chain held.
  ///
  /// @throws Refusal 404 when there is none, 412 when it is at another version
  public static Backup locked(UUID id, String ifMatch) {
    var backup = Backup.locked(id);
    if (backup == null) {
      throw Refusal.notFound("backup", id);
    }
    IfMatch.check(backup, ifMatch);
    return backup;
  }

  private static Backup parent(BackupReport report) {
    if (report.parentBackupId() == null) {
      return null;
    }
    var parent = Backup.locked(report.parentBackupId());
    if (parent == null) {
      throw Invalid.field("/parentBackupId", "is no backup");
    }
    if (!parent.isCompleted()) {
      throw new Conflict(
          "Its parent %s is %s; a backup stands on one that is completed."
              .formatted(parent.id, words(parent.status())));
    }
    if (parent.chainPosition() == Backup.LONGEST_CHAIN) {
      throw new Conflict(
          "Its parent stands on %d others already; a full is due.".formatted(Backup.LONGEST_CHAIN));
    }
    return parent;
  }

  /// A status within a sentence.
  public static String words(BackupStatus status) {
    return status.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
