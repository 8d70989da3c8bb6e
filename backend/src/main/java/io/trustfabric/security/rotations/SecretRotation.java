package io.trustfabric.security.rotations;

import io.trustfabric.record.Clock;
import io.trustfabric.record.Invalid;
import io.trustfabric.record.Lifecycle;
import io.trustfabric.record.Personal;
import io.trustfabric.record.TrustRecord;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/// One attempt to renew one secret. Holds the secret's name, never its value.
@Entity
@Table(name = "secret_rotation_log")
public class SecretRotation extends TrustRecord {

  public String secretName;

  @Enumerated(EnumType.STRING)
  public SecretType secretType;

  @Enumerated(EnumType.STRING)
  public RotationType rotationType;

  @Enumerated(EnumType.STRING)
  private RotationStatus status;

  private Instant rotatedAt;
  public Integer rotationIntervalDays;
  private Instant nextRotationDueAt;
  @Personal private String failureReason;

  /// Who answers for the secret.
  @Personal public String owner;

  /// The person, job or incident that set it off.
  @Personal public String initiatedBy;

  /// Whether the secret is gone for good: nothing is due any more.
  public Boolean retired;

  /// The event that its being overdue became; no second one follows it.
  private UUID violationEventId;

  protected SecretRotation() {}

  /// A rotation that has begun.
  ///
  /// @param dueAt by when the secret had to be renewed, from its last success; null without one
  SecretRotation(Instant dueAt) {
    identify();
    this.status = RotationStatus.IN_PROGRESS;
    this.nextRotationDueAt = dueAt;
    this.retired = false;
  }

  public RotationStatus status() {
    return status;
  }

  /// When the new secret was in use; null unless it succeeded.
  public Instant rotatedAt() {
    return rotatedAt;
  }

  /// The last success plus its interval; null where there was none, or the secret is gone.
  public Instant nextRotationDueAt() {
    return nextRotationDueAt;
  }

  public String failureReason() {
    return failureReason;
  }

  public UUID violationEventId() {
    return violationEventId;
  }

  /// Ends the rotation well: the next is due one interval later.
  ///
  /// @param at when the new secret was in use; now when null
  /// @throws Invalid when it lies ahead of now
  void succeed(Instant at, String reason) {
    Lifecycle.check(status, RotationStatus.SUCCEEDED, reason);
    var when = Objects.requireNonNullElseGet(at, Clock::now);
    if (when.isAfter(Clock.now())) {
      throw Invalid.field("/rotatedAt", "must not be in the future");
    }
    status = RotationStatus.SUCCEEDED;
    rotatedAt = when;
    nextRotationDueAt = retired ? null : when.plus(Duration.ofDays(rotationIntervalDays));
    because(reason);
  }

  /// Ends the rotation badly; what was due stays due.
  void fail(String why) {
    Lifecycle.check(status, RotationStatus.FAILED, why);
    if (why == null || why.isBlank()) {
      throw Invalid.field("/failureReason", "is required where a rotation failed");
    }
    status = RotationStatus.FAILED;
    failureReason = why;
    because(why);
  }

  /// Keeps the event that its being overdue became.
  void violatedBy(UUID eventId) {
    violationEventId = eventId;
    does("found_overdue");
  }

  /// The secret's newest success.
  static Optional<SecretRotation> lastSuccess(String secretName) {
    return find(
            "secretName = ?1 and status = ?2 order by rotatedAt desc, id desc",
            secretName,
            RotationStatus.SUCCEEDED)
        .firstResultOptional();
  }

  /// The events that the secret's having been overdue became. Asked of the database, not of the
  /// records: one that was read a moment ago may not know yet that it was found overdue.
  static List<UUID> violations(String secretName) {
    return getEntityManager()
        .createQuery(
            "select r.violationEventId from SecretRotation r where r.secretName = :name and r.violationEventId is not null",
            UUID.class)
        .setParameter("name", secretName)
        .getResultList();
  }
}
