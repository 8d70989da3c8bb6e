package io.trustfabric.backup.backups;

import io.trustfabric.record.Clock;
import io.trustfabric.record.Invalid;
import io.trustfabric.record.Lifecycle;
import io.trustfabric.record.Personal;
import io.trustfabric.record.TrustRecord;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/// One backup of one target. A full stands alone; any other stands on its parent, and so on down to
/// a full: its chain.
@Entity
@Table(name = "backup_restore_logs")
public class Backup extends TrustRecord {

  /// So many backups may stand on one another.
  static final int LONGEST_CHAIN = 1_000;

  @Enumerated(EnumType.STRING)
  @Column(updatable = false)
  public BackupType backupType;

  /// What was backed up: a database, a bucket.
  @Column(updatable = false)
  public String target;

  /// What made it, as it names itself.
  @Column(updatable = false)
  public String engine;

  @Column(updatable = false)
  public String region;

  @Enumerated(EnumType.STRING)
  private BackupStatus status;

  @Column(updatable = false)
  public Instant startedAt;

  private Instant completedAt;
  private Instant expiredAt;
  private Long sizeBytes;
  private String location;

  @Column(updatable = false)
  public Boolean encrypted;

  @Column(updatable = false)
  public String encryptionAlgorithm;

  private String checksum;

  @Column(updatable = false)
  private UUID parentBackupId;

  @Column(updatable = false)
  private UUID rootBackupId;

  @Column(updatable = false)
  private Integer chainPosition;

  private Instant retentionUntil;
  @Personal private String failureReason;

  /// The event that its failure became; no second one follows it.
  private UUID violationEventId;

  protected Backup() {}

  /// A backup that has begun.
  ///
  /// @param parent what it stands on; null for a full
  Backup(BackupType type, Backup parent, String location, Instant retentionUntil) {
    identify();
    this.backupType = type;
    this.parentBackupId = parent == null ? null : parent.id;
    this.rootBackupId = parent == null ? id : parent.rootBackupId;
    this.chainPosition = parent == null ? 0 : parent.chainPosition + 1;
    this.location = location;
    this.retentionUntil = retentionUntil;
    this.status = BackupStatus.IN_PROGRESS;
    does("started");
  }

  public BackupStatus status() {
    return status;
  }

  public boolean isCompleted() {
    return status == BackupStatus.COMPLETED;
  }

  /// When it ended, well or badly; null while it runs.
  public Instant completedAt() {
    return completedAt;
  }

  public Instant expiredAt() {
    return expiredAt;
  }

  public Long sizeBytes() {
    return sizeBytes;
  }

  public String location() {
    return location;
  }

  public String checksum() {
    return checksum;
  }

  public UUID parentBackupId() {
    return parentBackupId;
  }

  /// The full its chain begins with; itself where it is one.
  public UUID rootBackupId() {
    return rootBackupId;
  }

  /// How many backups it stands on.
  public int chainPosition() {
    return chainPosition;
  }

  /// Until when it must be kept whatever the policy says; null where nothing was said.
  public Instant retentionUntil() {
    return retentionUntil;
  }

  public String failureReason() {
    return failureReason;
  }

  public UUID violationEventId() {
    return violationEventId;
  }

  /// Ends it well: from now on it can be restored, and others can stand on it.
  ///
  /// @throws Invalid naming what is missing or cannot be
  void complete(BackupCompletion done) {
    Lifecycle.check(status, BackupStatus.COMPLETED, null);
    var where = done.location() == null ? location : done.location();
    if (where == null) {
      throw Invalid.field("/location", "is required: nobody has said where it lies");
    }
    completedAt = ended(done.completedAt());
    location = where;
    sizeBytes = done.sizeBytes();
    checksum = done.checksum();
    retentionUntil = done.retentionUntil() == null ? retentionUntil : done.retentionUntil();
    status = BackupStatus.COMPLETED;
    does("completed");
  }

  /// Ends it badly.
  void fail(Instant at, String why) {
    Lifecycle.check(status, BackupStatus.FAILED, null);
    completedAt = ended(at);
    failureReason = why;
    status = BackupStatus.FAILED;
    does("failed");
    because(why);
  }

  /// It is gone, or about to go. Whether it may is for retention to say.
  public void expire(String reason) {
    Lifecycle.check(status, BackupStatus.EXPIRED, null);
    expiredAt = Clock.now();
    status = BackupStatus.EXPIRED;
    does("expired");
    because(reason);
  }

  /// Keeps the event that its failure became.
  public void toldOf(UUID eventId) {
    violationEventId = eventId;
    does("failure_told");
  }

  private Instant ended(Instant at) {
    var when = Objects.requireNonNullElseGet(at, Clock::now);
    if (when.isBefore(startedAt)) {
      throw Invalid.field("/completedAt", "must not be before it started, at " + startedAt);
    }
    return when;
  }

  /// The full of a backup's chain, without reading the backup itself; null when there is none.
  static UUID rootOf(UUID id) {
    return find("select b.rootBackupId from Backup b where b.id = ?1", id)
        .project(UUID.class)
        .firstResult();
  }

  /// A backup with its chain's full held until the transaction ends, so that nothing of the chain
  /// changes meanwhile; null when there is none. The full is taken before the backup is read, which
  /// would else be an old one.
  public static Backup locked(UUID id) {
    var root = rootOf(id);
    if (root == null) {
      return null;
    }
    findById(root, LockModeType.PESSIMISTIC_WRITE);
    return findById(id);
  }

  /// All that stand on the same full, with it, from the full on.
  static List<Backup> ofChain(UUID rootBackupId) {
    return list("rootBackupId = ?1 order by chainPosition, startedAt, id", rootBackupId);
  }

  /// The completed backups of a target and those that run, which are all that retention is about.
  public static List<Backup> held(String target) {
    return list(
        "target = ?1 and status in ?2 order by startedAt, id",
        target,
        List.of(BackupStatus.COMPLETED, BackupStatus.IN_PROGRESS));
  }

  /// The newest completed ones of a target, at most one a type.
  public static List<Backup> newest(Collection<String> targets) {
    return list(
        """
        from Backup b where b.target in ?1 and b.status = ?2 and not exists (
          select 1 from Backup n where n.target = b.target and n.backupType = b.backupType and n.status = ?2
            and (n.completedAt, n.id) > (b.completedAt, b.id))
        """,
        targets,
        BackupStatus.COMPLETED);
  }
}
