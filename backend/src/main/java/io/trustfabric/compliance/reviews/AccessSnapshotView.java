package io.trustfabric.compliance.reviews;

import io.trustfabric.record.Author;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// A later snapshot, and what it proved.
///
/// @param provedItems items whose action it proved
/// @param stillHeldItems items that were still as before
/// @param appliedItems items that Keycloak was told to change before; null where nobody asked
public record AccessSnapshotView(
    UUID id,
    Long version,
    Instant createdAt,
    Author createdBy,
    Instant updatedAt,
    Author updatedBy,
    Map<String, Object> metadata,
    UUID reviewId,
    PopulationSource source,
    Instant takenAt,
    Integer itemCount,
    String populationSha256,
    Integer provedItems,
    Integer stillHeldItems,
    @Schema(nullable = true) Integer appliedItems,
    @Schema(nullable = true) Integer notAppliedItems) {

  static AccessSnapshotView of(AccessSnapshot snapshot) {
    return new AccessSnapshotView(
        snapshot.id,
        snapshot.version,
        snapshot.createdAt,
        snapshot.createdBy,
        snapshot.updatedAt,
        snapshot.updatedBy,
        snapshot.metadata,
        snapshot.reviewId,
        snapshot.source,
        snapshot.takenAt,
        snapshot.itemCount,
        snapshot.populationSha256,
        snapshot.provedItems,
        snapshot.stillHeldItems,
        snapshot.appliedItems,
        snapshot.notAppliedItems);
  }
}
