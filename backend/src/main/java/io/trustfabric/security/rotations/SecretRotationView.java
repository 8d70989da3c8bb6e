package io.trustfabric.security.rotations;

import io.trustfabric.record.Author;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// A rotation as clients see it.
///
/// @param nextStatuses where it may go from here
/// @param nextRotationDueAt the secret's last success plus its interval
/// @param violationEventId the event that its being overdue became
public record SecretRotationView(
    UUID id,
    Long version,
    Instant createdAt,
    Author createdBy,
    Instant updatedAt,
    Author updatedBy,
    Map<String, Object> metadata,
    String secretName,
    SecretType secretType,
    RotationType rotationType,
    RotationStatus status,
    List<RotationStatus> nextStatuses,
    @Schema(nullable = true) Instant rotatedAt,
    Integer rotationIntervalDays,
    @Schema(nullable = true) Instant nextRotationDueAt,
    @Schema(nullable = true) String failureReason,
    String owner,
    String initiatedBy,
    Boolean retired,
    @Schema(nullable = true) UUID violationEventId) {

  static SecretRotationView of(SecretRotation rotation) {
    return new SecretRotationView(
        rotation.id,
        rotation.version,
        rotation.createdAt,
        rotation.createdBy,
        rotation.updatedAt,
        rotation.updatedBy,
        rotation.metadata,
        rotation.secretName,
        rotation.secretType,
        rotation.rotationType,
        rotation.status(),
        rotation.status().next().stream().sorted().toList(),
        rotation.rotatedAt(),
        rotation.rotationIntervalDays,
        rotation.nextRotationDueAt(),
        rotation.failureReason(),
        rotation.owner,
        rotation.initiatedBy,
        rotation.retired,
        rotation.violationEventId());
  }
}
