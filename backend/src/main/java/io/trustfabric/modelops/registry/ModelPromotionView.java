package io.trustfabric.modelops.registry;

import io.trustfabric.record.Author;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// A promotion as clients see it.
///
/// @param createdAt when the version went into production
/// @param createdBy who let it: the second person where one had to agree
/// @param rolloutPercentage the share it came in with
/// @param approvalId what the second person agreed to; null where none was needed
/// @param overridden whether two admins let it through although the gate did not
/// @param overrideEventId the security event that an override is
/// @param gate what the release gate said then
public record ModelPromotionView(
    UUID id,
    Instant createdAt,
    Author createdBy,
    UUID modelId,
    UUID registeredModelId,
    Integer rolloutPercentage,
    @Schema(nullable = true) String reason,
    @Schema(nullable = true) UUID approvalId,
    Boolean overridden,
    @Schema(nullable = true) UUID overrideEventId,
    GateAnswer gate) {

  static ModelPromotionView of(ModelPromotion promotion) {
    return new ModelPromotionView(
        promotion.id,
        promotion.createdAt,
        promotion.createdBy,
        promotion.modelId,
        promotion.registeredModelId,
        promotion.rolloutPercentage,
        promotion.reason,
        promotion.approvalId,
        promotion.overridden,
        promotion.overrideEventId,
        promotion.gate());
  }
}
