package io.trustfabric.backup.watch;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.trustfabric.backup.backups.Backup;
import io.trustfabric.backup.backups.BackupType;
import io.trustfabric.backup.policies.BackupPolicy;
import io.trustfabric.backup.restores.Restore;
import io.trustfabric.record.Clock;
import io.trustfabric.record.Leadership;
import io.trustfabric.record.PolicyViolations;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;

/// Tells of backups that failed or did not come and of restores that failed, each once.
@ApplicationScoped
public class BackupDeadlines {

  private static final String FAILED_BACKUPS =
      """
      SELECT id FROM backup_restore_logs WHERE status = 'failed' AND violation_event_id IS NULL
      ORDER BY completed_at LIMIT 1000
      """;

  private static final String FAILED_RESTORES =
      """
      SELECT id FROM backup_restores
      WHERE (status = 'failed' OR verified = 'failed') AND violation_event_id IS NULL
      ORDER BY completed_at LIMIT 1000
      """;

  private static final String POLICIES =
      "SELECT id FROM backup_policies WHERE status = 'active' ORDER BY id";

  private final PolicyViolations violations;
  private final EntityManager entityManager;
  private final Leadership leadership;

  BackupDeadlines(PolicyViolations violations, EntityManager entityManager, Leadership leadership) {
    this.violations = violations;
    this.entityManager = entityManager;
    this.leadership = leadership;
  }

  @Scheduled(every = "${trust-fabric.deadlines.every}", identity = "backup-deadlines")
  void onSchedule() {
    if (leadership.isLeading()) {
      raise();
    }
  }

  /// Tells of what nobody was told of, each in a transaction of its own.
  ///
  /// @return how many records had something to tell
  public int raise() {
    return each(FAILED_BACKUPS, this::failedBackup)
        + each(FAILED_RESTORES, this::failedRestore)
        + each(POLICIES, this::staleBackups);
  }

  @SuppressWarnings("unchecked")
  private int each(String query, Predicate<UUID> tell) {
    var ids =
        QuarkusTransaction.requiringNew()
            .call(
                () ->
                    (List<UUID>)
                        entityManager.createNativeQuery(query, UUID.class).getResultList());
    return (int)
        ids.stream()
            .filter(id -> QuarkusTransaction.requiringNew().call(() -> tell.test(id)))
            .count();
  }

  /// Two processes may have seen the same: the row is held, and looked at again.
  private boolean failedBackup(UUID id) {
    Backup backup = Backup.findById(id, LockModeType.PESSIMISTIC_WRITE);
    if (backup.violationEventId() != null) {
      return false;
    }
    backup.toldOf(violations.record(List.of(BackupViolations.failed(backup))).getFirst());
    return true;
  }

  private boolean failedRestore(UUID id) {
    Restore restore = Restore.findById(id, LockModeType.PESSIMISTIC_WRITE);
    if (restore.violationEventId() != null || !restore.isFailure()) {
      return false;
    }
    restore.toldOf(violations.record(List.of(BackupViolations.failed(restore))).getFirst());
    return true;
  }

  private boolean staleBackups(UUID policyId) {
    BackupPolicy policy = BackupPolicy.findById(policyId, LockModeType.PESSIMISTIC_WRITE);
    if (!policy.isActive()) {
      return false;
    }
    var newest = Backup.newest(List.of(policy.target));
    var told = false;
    for (var type : BackupType.values()) {
      var due = BackupDue.of(policy, type, newest);
      if (due.isLate(Clock.now()) && !StaleBackup.isTold(policy, type, due.dueAt())) {
        tell(policy, due);
        told = true;
      }
    }
    return told;
  }

  private void tell(BackupPolicy policy, BackupDue due) {
    var event = violations.record(List.of(BackupViolations.stale(policy, due))).getFirst();
    var last = due.last() == null ? null : due.last().id;
    new StaleBackup(policy, due.type(), last, due.dueAt(), event).persist();
  }
}
