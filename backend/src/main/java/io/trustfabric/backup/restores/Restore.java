package io.trustfabric.backup.restores;

import io.trustfabric.record.Author;
import io.trustfabric.record.Callers;
import io.trustfabric.record.Clock;
import io.trustfabric.record.Invalid;
import io.trustfabric.record.Lifecycle;
import io.trustfabric.record.Personal;
import io.trustfabric.record.TrustRecord;
import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/// One attempt to bring a backup back. While it is under way nothing of the backup's chain may go.
@Entity
@Table(name = "backup_restores")
public class Restore extends TrustRecord {

  @Column(updatable = false)
  public UUID backupId;

  /// What had been backed up.
  @Column(updatable = false)
  public String target;

  @Enumerated(EnumType.STRING)
  @Column(updatable = false)
  public RestorePurpose purpose;

  @Column(updatable = false)
  public String targetEnvironment;

  @Enumerated(EnumType.STRING)
  private RestoreStatus status;

  @Personal
  @Column(updatable = false)
  public String requestReason;

  @Embedded
  @AttributeOverride(
      name = "issuer",
      column = @Column(name = "requested_by_issuer", updatable = false))
  @AttributeOverride(
      name = "subject",
      column = @Column(name = "requested_by_subject", updatable = false))
  @AttributeOverride(name = "name", column = @Column(name = "requested_by_name", updatable = false))
  private Author requestedBy;

  @Column(updatable = false)
  private Instant requestedAt;

  private Instant startedAt;
  private Instant usableAt;
  private Instant completedAt;
  private Instant lostAt;
  private Instant newestRecoverableAt;

  @Enumerated(EnumType.STRING)
  private Verified verified;

  @JdbcTypeCode(SqlTypes.JSON)
  private Map<String, Object> verification;

  @Column(precision = 20, scale = 6)
  private BigDecimal rpoSeconds;

  @Column(precision = 20, scale = 6)
  private BigDecimal rtoSeconds;

  private Long rpoTargetSeconds;
  private Long rtoTargetSeconds;
  @Personal private String failureReason;

  /// The event that its failure became; no second one follows it.
  private UUID violationEventId;

  protected Restore() {}

  /// @param requestedAt now when null
  Restore(UUID backupId, String target, Instant requestedAt, String reason) {
    identify();
    this.backupId = backupId;
    this.target = target;
    this.requestedBy = Callers.current().principal();
    this.requestedAt = Objects.requireNonNullElseGet(requestedAt, Clock::now);
    this.requestReason = reason;
    this.status = RestoreStatus.REQUESTED;
    this.verified = Verified.NOT_RUN;
    does("requested");
    because(reason);
  }

  public RestoreStatus status() {
    return status;
  }

  public Author requestedBy() {
    return requestedBy;
  }

  public Instant requestedAt() {
    return requestedAt;
  }

  public Instant startedAt() {
    return startedAt;
  }

  /// Since when the restored system could be used; null unless it could.
  public Instant usableAt() {
    return usableAt;
  }

  public Instant completedAt() {
    return completedAt;
  }

  public Instant lostAt() {
    return lostAt;
  }

  public Instant newestRecoverableAt() {
    return newestRecoverableAt;
  }

  public Verified verified() {
    return verified;
  }

  /// A {@link RestoreVerification} as free JSON; null unless it completed.
  public Map<String, Object> verification() {
    return verification;
  }

  /// lostAt - newestRecoverableAt, in seconds; null where they were not told.
  public BigDecimal rpoSeconds() {
    return rpoSeconds;
  }

  /// usableAt - requestedAt, in seconds; null unless it completed.
  public BigDecimal rtoSeconds() {
    return rtoSeconds;
  }

  /// What the policy allowed when it completed; null where there was none.
  public Long rpoTargetSeconds() {
    return rpoTargetSeconds;
  }

  public Long rtoTargetSeconds() {
    return rtoTargetSeconds;
  }

  public String failureReason() {
    return failureReason;
  }

  public UUID violationEventId() {
    return violationEventId;
  }

  /// Whether it has ended as no restore should: told of once.
  public boolean isFailure() {
    return status == RestoreStatus.FAILED || verified == Verified.FAILED;
  }

  /// @param at now when null
  void start(Instant at) {
    Lifecycle.check(status, RestoreStatus.IN_PROGRESS, null);
    var when = Objects.requireNonNullElseGet(at, Clock::now);
    if (when.isBefore(requestedAt)) {
      throw Invalid.field("/startedAt", "must not be before it was requested, at " + requestedAt);
    }
    startedAt = when;
    status = RestoreStatus.IN_PROGRESS;
    does("started");
  }

  /// Ends it with a usable system. Nobody says what it came to: that follows from the figures.
  ///
  /// @param outcome what the checks came to
  /// @param stored the verification as free JSON
  /// @throws Invalid naming every instant that cannot be
  void complete(RestoreCompletion done, Verified outcome, Map<String, Object> stored) {
    Lifecycle.check(status, RestoreStatus.COMPLETED, null);
    var end = Objects.requireNonNullElseGet(done.completedAt(), Clock::now);
    done.checkOrder(startedAt, end);
    usableAt = done.usableAt();
    completedAt = end;
    lostAt = done.lostAt();
    newestRecoverableAt = done.newestRecoverableAt();
    rtoSeconds = seconds(requestedAt, usableAt);
    rpoSeconds = lostAt == null ? null : seconds(newestRecoverableAt, lostAt);
    verification = stored;
    verified = outcome;
    status = RestoreStatus.COMPLETED;
    does(outcome == Verified.PASSED ? "verified" : "completed");
  }

  /// Keeps what the policy allows today, to which the figures are held later.
  void hold(long rpoTarget, long rtoTarget) {
    rpoTargetSeconds = rpoTarget;
    rtoTargetSeconds = rtoTarget;
  }

  /// Ends it with nothing that can be used.
  void fail(Instant at, String why) {
    Lifecycle.check(status, RestoreStatus.FAILED, null);
    var end = Objects.requireNonNullElseGet(at, Clock::now);
    if (end.isBefore(startedAt)) {
      throw Invalid.field("/completedAt", "must not be before it started, at " + startedAt);
    }
    completedAt = end;
    failureReason = why;
    status = RestoreStatus.FAILED;
    does("failed");
    because(why);
  }

  /// Keeps the event that its failure became.
  public void toldOf(UUID eventId) {
    violationEventId = eventId;
    does("failure_told");
  }

  private static BigDecimal seconds(Instant from, Instant to) {
    var between = Duration.between(from, to);
    return BigDecimal.valueOf(between.toSeconds())
        .add(BigDecimal.valueOf(between.getNano() / 1_000, 6));
  }

  /// Those of a backup that have not ended.
  public static List<Restore> open(Collection<UUID> backupIds) {
    return list(
        "backupId in ?1 and status in ?2 order by requestedAt, id",
        backupIds,
        List.of(RestoreStatus.REQUESTED, RestoreStatus.IN_PROGRESS));
  }

  /// The newest verified one of each target.
  public static List<Restore> lastVerified(Collection<String> targets) {
    return list(
        """
        from Restore r where r.target in ?1 and r.verified = ?2 and not exists (
          select 1 from Restore n where n.target = r.target and n.verified = ?2
            and (n.completedAt, n.id) > (r.completedAt, r.id))
        """,
        targets,
        Verified.PASSED);
  }
}
