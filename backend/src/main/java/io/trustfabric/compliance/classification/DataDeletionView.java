package io.trustfabric.compliance.classification;

import io.trustfabric.record.Author;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// A deletion as clients see it.
public record DataDeletionView(
    UUID id,
    Long version,
    Instant createdAt,
    Author createdBy,
    Instant updatedAt,
    Author updatedBy,
    Map<String, Object> metadata,
    UUID classificationId,
    Instant deletedUpTo,
    Instant performedAt,
    Long recordsDeleted,
    String proofReference,
    @Schema(nullable = true) String proofSha256,
    String performedBy) {

  static DataDeletionView of(DataDeletion deletion) {
    return new DataDeletionView(
        deletion.id,
        deletion.version,
        deletion.createdAt,
        deletion.createdBy,
        deletion.updatedAt,
        deletion.updatedBy,
        deletion.metadata,
        deletion.classificationId,
        deletion.deletedUpTo,
        deletion.performedAt,
        deletion.recordsDeleted,
        deletion.proofReference,
        deletion.proofSha256,
        deletion.performedBy);
  }
}
