package io.trustfabric.backup.watch;

import io.trustfabric.backup.backups.BackupType;
import io.trustfabric.backup.policies.BackupPolicy;
import io.trustfabric.record.TrustRecord;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/// That a target went without a backup for longer than its policy allows. There is one for each
/// time it did, so that it is told of once.
@Entity
@Table(name = "stale_backups")
public class StaleBackup extends TrustRecord {

  @Column(updatable = false)
  public UUID policyId;

  @Column(updatable = false)
  public String target;

  @Enumerated(EnumType.STRING)
  @Column(updatable = false)
  public BackupType backupType;

  /// The last one that served; null when there was none.
  @Column(updatable = false)
  public UUID lastBackupId;

  @Column(updatable = false)
  public Instant dueAt;

  /// The event it became.
  @Column(updatable = false)
  public UUID violationEventId;

  protected StaleBackup() {}

  StaleBackup(
      BackupPolicy policy, BackupType type, UUID lastBackupId, Instant dueAt, UUID eventId) {
    identify();
    this.policyId = policy.id;
    this.target = policy.target;
    this.backupType = type;
    this.lastBackupId = lastBackupId;
    this.dueAt = dueAt;
    this.violationEventId = eventId;
    does("told");
  }

  static boolean isTold(BackupPolicy policy, BackupType type, Instant dueAt) {
    return count("policyId = ?1 and backupType = ?2 and dueAt = ?3", policy.id, type, dueAt) > 0;
  }
}
