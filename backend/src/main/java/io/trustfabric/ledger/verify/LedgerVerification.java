package io.trustfabric.ledger.verify;

import io.trustfabric.record.Clock;
import io.trustfabric.record.Lifecycle;
import io.trustfabric.record.TrustRecord;
import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// One reading of everything in the ledger and what came of it. That it was made, and what was
/// found, are lines of the ledger themselves.
@Entity
@Table(name = "ledger_verifications")
public class LedgerVerification extends TrustRecord {

  @Enumerated(EnumType.STRING)
  @Column(updatable = false)
  public VerificationCause cause;

  @Enumerated(EnumType.STRING)
  private VerificationStatus status;

  private Instant completedAt;
  private Long lineCount;
  private Long batchRowCount;
  private Long checkpointCount;
  private Long recordCount;
  private Long withoutValueCount;

  @Embedded
  @AttributeOverride(name = "check", column = @Column(name = "finding_check"))
  @AttributeOverride(name = "place", column = @Column(name = "finding_place"))
  @AttributeOverride(name = "position", column = @Column(name = "finding_position"))
  @AttributeOverride(name = "recordType", column = @Column(name = "finding_record_type"))
  @AttributeOverride(name = "recordId", column = @Column(name = "finding_record_id"))
  @AttributeOverride(name = "problem", column = @Column(name = "finding_problem"))
  @AttributeOverride(name = "expected", column = @Column(name = "finding_expected"))
  @AttributeOverride(name = "actual", column = @Column(name = "finding_actual"))
  private LedgerFinding finding;

  /// The event that its failure became.
  private UUID securityEventId;

  protected LedgerVerification() {}

  LedgerVerification(VerificationCause cause) {
    identify();
    this.cause = cause;
    this.status = VerificationStatus.RUNNING;
    does("started");
  }

  public VerificationStatus status() {
    return status;
  }

  /// When it ended; null while it runs.
  public Instant completedAt() {
    return completedAt;
  }

  public Long lineCount() {
    return lineCount;
  }

  public Long batchRowCount() {
    return batchRowCount;
  }

  public Long checkpointCount() {
    return checkpointCount;
  }

  public Long recordCount() {
    return recordCount;
  }

  /// Digests whose value is not kept any more, since it was erased.
  public Long withoutValueCount() {
    return withoutValueCount;
  }

  /// The first bad place; null unless there is one.
  public LedgerFinding finding() {
    return finding;
  }

  public UUID securityEventId() {
    return securityEventId;
  }

  void verified(VerificationFigures figures) {
    end(VerificationStatus.VERIFIED, figures);
  }

  /// @param eventId the event that it became
  void failed(VerificationFigures figures, LedgerFinding found, UUID eventId) {
    end(VerificationStatus.FAILED, figures);
    finding = found;
    securityEventId = eventId;
  }

  /// Ends it without a verdict.
  void abort(String why) {
    Lifecycle.check(status, VerificationStatus.ABORTED, why);
    status = VerificationStatus.ABORTED;
    completedAt = Clock.now();
    does("aborted");
    because(why);
  }

  private void end(VerificationStatus to, VerificationFigures figures) {
    Lifecycle.check(status, to, null);
    status = to;
    completedAt = Clock.now();
    lineCount = figures.lines;
    batchRowCount = figures.batchRows;
    checkpointCount = figures.checkpoints;
    recordCount = figures.records;
    withoutValueCount = figures.withoutValue;
    does(to == VerificationStatus.VERIFIED ? "verified" : "failed");
  }

  /// The one that runs, if any.
  static Optional<LedgerVerification> running() {
    return find("status", VerificationStatus.RUNNING).firstResultOptional();
  }

  /// When the newest one with a verdict began; null when there is none.
  static Instant newest() {
    return LedgerVerification.<LedgerVerification>find(
            "status in (?1, ?2) order by createdAt desc, id desc",
            VerificationStatus.VERIFIED,
            VerificationStatus.FAILED)
        .firstResultOptional()
        .map(newest -> newest.createdAt)
        .orElse(null);
  }
}
