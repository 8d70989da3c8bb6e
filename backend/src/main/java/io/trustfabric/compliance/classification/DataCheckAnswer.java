package io.trustfabric.compliance.classification;

import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// Whether data may be used so.
///
/// @param classificationId what was gone by; null where nothing classifies the asset
/// @param classificationVersion of it
/// @param reasons every rule that says no; none with an `allow`
public record DataCheckAnswer(
    CheckDecision decision,
    String dataAsset,
    @Schema(nullable = true) UUID classificationId,
    @Schema(nullable = true) Long classificationVersion,
    List<DenialReason> reasons) {

  /// @param securityEventId the policy violation that this cause is
  public record DenialReason(DenialRule rule, String explanation, UUID securityEventId) {}
}
