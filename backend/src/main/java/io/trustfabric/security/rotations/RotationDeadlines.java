package io.trustfabric.security.rotations;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.trustfabric.record.Clock;
import io.trustfabric.record.Leadership;
import io.trustfabric.security.events.SecurityEventReport;
import io.trustfabric.security.events.SecurityEventType;
import io.trustfabric.security.events.SecurityEvents;
import io.trustfabric.security.events.Severity;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Makes one policy violation of each secret that was not renewed in time. The next success clears
/// it; if that one runs out too, there is a new one.
@ApplicationScoped
public class RotationDeadlines {

  /// Newest successes whose time has passed and of which nobody was told.
  private static final String OVERDUE =
      """
      SELECT id FROM (
        SELECT DISTINCT ON (secret_name) id, next_rotation_due_at, violation_event_id FROM secret_rotation_log
        WHERE status = 'succeeded' ORDER BY secret_name, rotated_at DESC, id DESC) last
      WHERE next_rotation_due_at < now() AND violation_event_id IS NULL
      ORDER BY next_rotation_due_at LIMIT 1000
      """;

  private final SecurityEvents events;
  private final EntityManager entityManager;
  private final Leadership leadership;

  RotationDeadlines(SecurityEvents events, EntityManager entityManager, Leadership leadership) {
    this.events = events;
    this.entityManager = entityManager;
    this.leadership = leadership;
  }

  @Scheduled(every = "${trust-fabric.deadlines.every}", identity = "overdue-rotations")
  void onSchedule() {
    if (leadership.isLeading()) {
      raise();
    }
  }

  /// Raises what is due, each in a transaction of its own.
  ///
  /// @return how many
  @SuppressWarnings("unchecked")
  public int raise() {
    var overdue =
        QuarkusTransaction.requiringNew()
            .call(
                () ->
                    (List<UUID>)
                        entityManager.createNativeQuery(OVERDUE, UUID.class).getResultList());
    return (int)
        overdue.stream()
            .filter(id -> QuarkusTransaction.requiringNew().call(() -> raise(id)))
            .count();
  }

  /// Two processes may have seen the same secret: the row is held, and looked at again.
  private boolean raise(UUID id) {
    SecretRotation rotation = SecretRotation.findById(id, LockModeType.PESSIMISTIC_WRITE);
    if (rotation.violationEventId() != null) {
      return false;
    }
    rotation.violatedBy(events.record(report(rotation)).event().id);
    return true;
  }

  private static SecurityEventReport report(SecretRotation rotation) {
    var now = Clock.now();
    return new SecurityEventReport(
        SecurityEventType.POLICY_VIOLATION,
        rotation.secretType.harmsLong() ? Severity.HIGH : Severity.MEDIUM,
        "Secret %s was not rotated in time".formatted(rotation.secretName),
        "It was due at %s, %d days after its last rotation. A rotation that succeeds clears this."
            .formatted(rotation.nextRotationDueAt(), rotation.rotationIntervalDays),
        "trust-fabric",
        null,
        rotation.owner,
        rotation.secretName,
        now,
        now,
        null,
        null,
        false,
        null,
        null,
        null,
        null,
        null,
        Map.of("secretRotationId", rotation.id.toString()));
  }
}
