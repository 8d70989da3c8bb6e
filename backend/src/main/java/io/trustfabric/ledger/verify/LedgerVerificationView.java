package io.trustfabric.ledger.verify;

import io.trustfabric.record.Author;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// A verification as clients see it.
///
/// @param cause whether somebody asked for it
/// @param progress how far it is; null once it ended
/// @param lineCount lines that were read; null while it runs
/// @param batchRowCount rows of batches that were read
/// @param checkpointCount signed checkpoints that the recomputed tree was held against
/// @param recordCount live rows that were held against the ledger
/// @param withoutValueCount personal values that are erased
/// @param finding the first bad place; null unless the status is `failed`
/// @param securityEventId the critical event that the failure became
public record LedgerVerificationView(
    UUID id,
    Long version,
    Instant createdAt,
    Author createdBy,
    Instant updatedAt,
    Author updatedBy,
    Map<String, Object> metadata,
    VerificationCause cause,
    VerificationStatus status,
    @Schema(nullable = true) VerificationStep progress,
    @Schema(nullable = true) Instant completedAt,
    @Schema(nullable = true) Long lineCount,
    @Schema(nullable = true) Long batchRowCount,
    @Schema(nullable = true) Long checkpointCount,
    @Schema(nullable = true) Long recordCount,
    @Schema(nullable = true) Long withoutValueCount,
    @Schema(nullable = true) LedgerFinding finding,
    @Schema(nullable = true) UUID securityEventId) {

  /// @param progress null when it ended
  static LedgerVerificationView of(LedgerVerification verification, VerificationStep progress) {
    return new LedgerVerificationView(
        verification.id,
        verification.version,
        verification.createdAt,
        verification.createdBy,
        verification.updatedAt,
        verification.updatedBy,
        verification.metadata,
        verification.cause,
        verification.status(),
        progress,
        verification.completedAt(),
        verification.lineCount(),
        verification.batchRowCount(),
        verification.checkpointCount(),
        verification.recordCount(),
        verification.withoutValueCount(),
        verification.finding(),
        verification.securityEventId());
  }
}
