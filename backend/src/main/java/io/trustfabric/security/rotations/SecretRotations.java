package io.trustfabric.security.rotations;

import io.trustfabric.record.Callers;
import io.trustfabric.record.Lifecycle;
import io.trustfabric.security.events.SecurityEvent;
import io.trustfabric.security.events.SecurityEventStatus;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;

/// Keeps rotations; a success ends the violation that its secret's being overdue was.
@ApplicationScoped
public class SecretRotations {

  @Transactional
  SecretRotation log(RotationReport report) {
    report.check(RotationPolicy.current().maxDays(report.secretType()));
    var dueAt =
        SecretRotation.lastSuccess(report.secretName())
            .map(SecretRotation::nextRotationDueAt)
            .orElse(null);
    var author = Callers.current().author();
    var caller = author.name() == null ? author.subject() : author.name();
    var rotation = report.toRotation(dueAt, caller);
    rotation.persistAndFlush();
    clearViolations(rotation);
    return rotation;
  }

  @Transactional
  void end(SecretRotation rotation, RotationMove move) {
    switch (move.status()) {
      case SUCCEEDED -> rotation.succeed(move.rotatedAt(), null);
      case FAILED -> rotation.fail(move.failureReason());
      case IN_PROGRESS -> Lifecycle.check(rotation.status(), RotationStatus.IN_PROGRESS, null);
    }
    SecretRotation.flush();
    clearViolations(rotation);
  }

  /// Resolves what is still open about the secret's having been overdue.
  private static void clearViolations(SecretRotation rotation) {
    if (rotation.status() != RotationStatus.SUCCEEDED) {
      return;
    }
    var resolution =
        rotation.retired
            ? "The secret is no longer in use."
            : "The secret was rotated at %s.".formatted(rotation.rotatedAt());
    for (var id : SecretRotation.violations(rotation.secretName)) {
      SecurityEvent event = SecurityEvent.findById(id, LockModeType.PESSIMISTIC_WRITE);
      if (!event.status().isDone()) {
        event.moveTo(SecurityEventStatus.RESOLVED, "rotated", resolution);
      }
    }
    SecretRotation.flush();
  }
}
