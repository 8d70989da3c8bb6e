package io.trustfabric.backup.policies;

import io.trustfabric.backup.backups.BackupType;
import io.trustfabric.record.Clock;
import io.trustfabric.record.Lifecycle;
import io.trustfabric.record.Personal;
import io.trustfabric.record.TrustRecord;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What holds for the backups of one target. Two people change it.
@Entity
@Table(name = "backup_policies")
public class BackupPolicy extends TrustRecord {

  @Column(updatable = false)
  public String target;

  /// Who answers for the target's backups.
  @Personal private String owner;

  @Enumerated(EnumType.STRING)
  private BackupPolicyStatus status;

  /// Since when it holds without a break; of a retired one, when it last began to.
  private Instant activatedAt;

  private Long fullEverySeconds;
  private Long incrementalEverySeconds;
  private Long differentialEverySeconds;
  private Long toleranceSeconds;
  private Long rpoSeconds;
  private Long rtoSeconds;
  private Integer retentionDays;
  private Integer retentionFulls;

  protected BackupPolicy() {}

  /// A policy that does not hold until a second person agrees.
  BackupPolicy(String target, BackupTerms terms) {
    identify();
    this.target = target;
    this.status = BackupPolicyStatus.PROPOSED;
    keep(terms);
    does("proposed");
  }

  public BackupPolicyStatus status() {
    return status;
  }

  public boolean isActive() {
    return status == BackupPolicyStatus.ACTIVE;
  }

  public Instant activatedAt() {
    return activatedAt;
  }

  /// What it says.
  public BackupTerms terms() {
    return new BackupTerms(
        owner,
        new BackupCadence(
            duration(fullEverySeconds),
            duration(incrementalEverySeconds),
            duration(differentialEverySeconds)),
        duration(toleranceSeconds),
        duration(rpoSeconds),
        duration(rtoSeconds),
        new BackupKeeping(retentionDays, retentionFulls),
        status == BackupPolicyStatus.RETIRED);
  }

  /// From when a backup of a type is late, counted from the last one that serves: cadence and
  /// tolerance later. Null where none is made.
  ///
  /// @param last when the last one ended; null when there is none, which counts from when the
  ///   policy began to hold
  public Instant dueAt(BackupType type, Instant last) {
    var every = terms().cadence().of(type);
    if (every == null || activatedAt == null) {
      return null;
    }
    return (last == null ? activatedAt : last).plus(every).plusSeconds(toleranceSeconds);
  }

  public long rpoSeconds() {
    return rpoSeconds;
  }

  public long rtoSeconds() {
    return rtoSeconds;
  }

  /// Says what two people have decided; one that was proposed or retired holds from now on, unless
  /// it is to be retired.
  void agree(BackupTerms terms, String reason) {
    keep(terms);
    var to = terms.retired() ? BackupPolicyStatus.RETIRED : BackupPolicyStatus.ACTIVE;
    if (to != status) {
      Lifecycle.check(status, to, reason);
      status = to;
      activatedAt = isActive() ? Clock.now() : activatedAt;
    }
    does("changed");
    because(reason);
  }

  private void keep(BackupTerms terms) {
    owner = terms.owner();
    fullEverySeconds = seconds(terms.cadence().full());
    incrementalEverySeconds = seconds(terms.cadence().incremental());
    differentialEverySeconds = seconds(terms.cadence().differential());
    toleranceSeconds = seconds(terms.tolerance());
    rpoSeconds = seconds(terms.rpo());
    rtoSeconds = seconds(terms.rto());
    retentionDays = terms.retention().days();
    retentionFulls = terms.retention().fulls();
  }

  private static Long seconds(Duration duration) {
    return duration == null ? null : duration.toSeconds();
  }

  private static Duration duration(Long seconds) {
    return seconds == null ? null : Duration.ofSeconds(seconds);
  }

  /// The policy that holds for a target.
  public static Optional<BackupPolicy> activeOf(String target) {
    return find("target = ?1 and status = ?2", target, BackupPolicyStatus.ACTIVE)
        .firstResultOptional();
  }

  /// All that hold, by target.
  public static List<BackupPolicy> active() {
    return list("status = ?1 order by target", BackupPolicyStatus.ACTIVE);
  }
}
