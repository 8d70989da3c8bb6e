package io.trustfabric.backup.backups;

import io.trustfabric.record.Author;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// A backup as clients see it.
///
/// @param nextStatuses where it may go from here
/// @param completedAt when it ended, well or badly
/// @param rootBackupId the full its chain begins with
/// @param chainPosition how many backups it stands on
/// @param violationEventId the event that its failure became
public record BackupView(
    UUID id,
    Long version,
    Instant createdAt,
    Author createdBy,
    Instant updatedAt,
    Author updatedBy,
    Map<String, Object> metadata,
    BackupType backupType,
    String target,
    String engine,
    String region,
    BackupStatus status,
    List<BackupStatus> nextStatuses,
    Instant startedAt,
    @Schema(nullable = true) Instant completedAt,
    @Schema(nullable = true) Instant expiredAt,
    @Schema(nullable = true) Long sizeBytes,
    @Schema(nullable = true) String location,
    Boolean encrypted,
    @Schema(nullable = true) String encryptionAlgorithm,
    @Schema(nullable = true) String checksum,
    @Schema(nullable = true) UUID parentBackupId,
    UUID rootBackupId,
    Integer chainPosition,
    @Schema(nullable = true) Instant retentionUntil,
    @Schema(nullable = true) String failureReason,
    @Schema(nullable = true) UUID violationEventId) {

  public static BackupView of(Backup backup) {
    return new BackupView(
        backup.id,
        backup.version,
        backup.createdAt,
        backup.createdBy,
        backup.updatedAt,
        backup.updatedBy,
        backup.metadata,
        backup.backupType,
        backup.target,
        backup.engine,
        backup.region,
        backup.status(),
        backup.status().next().stream().sorted().toList(),
        backup.startedAt,
        backup.completedAt(),
        backup.expiredAt(),
        backup.sizeBytes(),
        backup.location(),
        backup.encrypted,
        backup.encryptionAlgorithm,
        backup.checksum(),
        backup.parentBackupId(),
        backup.rootBackupId(),
        backup.chainPosition(),
        backup.retentionUntil(),
        backup.failureReason(),
        backup.violationEventId());
  }
}
