package io.trustfabric.compliance.classification;

import io.trustfabric.record.Author;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// A classification as clients see it.
///
/// @param deletedUpTo data from before this time was deleted
/// @param retentionDueAt when its oldest data reaches its age: the later of `holdsDataSince` and
///   `deletedUpTo`, plus `retentionDays`
public record DataClassificationView(
    UUID id,
    Long version,
    Instant createdAt,
    Author createdBy,
    Instant updatedAt,
    Author updatedBy,
    Map<String, Object> metadata,
    String dataAsset,
    String system,
    DataType dataType,
    Sensitivity sensitivity,
    Residency residency,
    List<String> allowedRegions,
    Boolean encryptionAtRest,
    Boolean encryptionInTransit,
    @Schema(nullable = true) Integer retentionDays,
    Boolean autoDelete,
    @Schema(nullable = true) String legalBasis,
    List<String> purposes,
    String owner,
    List<String> accessRoles,
    Instant holdsDataSince,
    @Schema(nullable = true) Instant lastReviewedAt,
    @Schema(nullable = true) Instant deletedUpTo,
    Integer deletions,
    @Schema(nullable = true) Instant retentionDueAt) {

  static DataClassificationView of(DataClassification data) {
    return new DataClassificationView(
        data.id,
        data.version,
        data.createdAt,
        data.createdBy,
        data.updatedAt,
        data.updatedBy,
        data.metadata,
        data.dataAsset,
        data.system,
        data.dataType,
        data.sensitivity,
        data.residency,
        data.allowedRegions,
        data.encryptionAtRest,
        data.encryptionInTransit,
        data.retentionDays,
        data.autoDelete,
        data.legalBasis,
        data.purposes,
        data.owner,
        data.accessRoles,
        data.holdsDataSince,
        data.lastReviewedAt(),
        data.deletedUpTo(),
        data.deletions(),
        data.retentionDueAt());
  }
}
