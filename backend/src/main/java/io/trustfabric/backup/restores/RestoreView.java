package io.trustfabric.backup.restores;

import io.trustfabric.record.Author;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// A restore as clients see it.
///
/// @param nextStatuses where it may go from here
/// @param lostAt when what was backed up was lost, or would have been
/// @param newestRecoverableAt commit time of the newest row that the archive gave back
/// @param verified worked out from the figures in `verification`: passed when every check was run
///   and passed, failed when one failed
/// @param rpoSeconds lostAt - newestRecoverableAt
/// @param rtoSeconds usableAt - requestedAt
/// @param rpoTargetSeconds what the policy allowed when it completed; null where there was none
/// @param rtoTargetSeconds likewise
/// @param violationEventId the event that its failure became
public record RestoreView(
    UUID id,
    Long version,
    Instant createdAt,
    Author createdBy,
    Instant updatedAt,
    Author updatedBy,
    Map<String, Object> metadata,
    UUID backupId,
    String target,
    RestorePurpose purpose,
    String targetEnvironment,
    RestoreStatus status,
    List<RestoreStatus> nextStatuses,
    @Schema(nullable = true) String requestReason,
    Author requestedBy,
    Instant requestedAt,
    @Schema(nullable = true) Instant startedAt,
    @Schema(nullable = true) Instant usableAt,
    @Schema(nullable = true) Instant completedAt,
    @Schema(nullable = true) Instant lostAt,
    @Schema(nullable = true) Instant newestRecoverableAt,
    Verified verified,
    @Schema(nullable = true) RestoreVerification verification,
    @Schema(nullable = true) BigDecimal rpoSeconds,
    @Schema(nullable = true) BigDecimal rtoSeconds,
    @Schema(nullable = true) Long rpoTargetSeconds,
    @Schema(nullable = true) Long rtoTargetSeconds,
    @Schema(nullable = true) String failureReason,
    @Schema(nullable = true) UUID violationEventId) {

  static RestoreView of(Restore restore, RestoreVerification verification) {
    return new RestoreView(
        restore.id,
        restore.version,
        restore.createdAt,
        restore.createdBy,
        restore.updatedAt,
        restore.updatedBy,
        restore.metadata,
        restore.backupId,
        restore.target,
        restore.purpose,
        restore.targetEnvironment,
        restore.status(),
        restore.status().next().stream().sorted().toList(),
        restore.requestReason,
        restore.requestedBy(),
        restore.requestedAt(),
        restore.startedAt(),
        restore.usableAt(),
        restore.completedAt(),
        restore.lostAt(),
        restore.newestRecoverableAt(),
        restore.verified(),
        verification,
        restore.rpoSeconds(),
        restore.rtoSeconds(),
        restore.rpoTargetSeconds(),
        restore.rtoTargetSeconds(),
        restore.failureReason(),
        restore.violationEventId());
  }
}
