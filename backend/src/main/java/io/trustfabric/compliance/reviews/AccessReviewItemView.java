package io.trustfabric.compliance.reviews;

import io.trustfabric.record.Author;
import io.trustfabric.web.BesideRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// An item of a review as clients see it.
///
/// @param position its place in the frozen population, from 0
/// @param identityUnresolved whether nobody can be named who stands behind it: it can only be
///   revoked
/// @param recommendationReasons why something else than keeping it is recommended
/// @param newPermissions what it is to hold after a modify
/// @param actionStatus pending once revoked or modified, done once a later snapshot proves it
/// @param provedBySnapshotId that snapshot
public record AccessReviewItemView(
    UUID id,
    Long version,
    Instant createdAt,
    Author createdBy,
    Instant updatedAt,
    Author updatedBy,
    Map<String, Object> metadata,
    UUID reviewId,
    Integer position,
    @Schema(nullable = true) String issuer,
    @Schema(nullable = true) String subject,
    @Schema(nullable = true) String email,
    @Schema(nullable = true) String username,
    @Schema(nullable = true) String owner,
    @Schema(nullable = true) String name,
    @Schema(nullable = true) String peerGroup,
    @BesideRecord Boolean identityUnresolved,
    List<String> currentPermissions,
    @Schema(nullable = true) Instant lastUsedAt,
    AccessDecision recommendation,
    List<RecommendationReason> recommendationReasons,
    @Schema(nullable = true) AccessDecision decision,
    @Schema(nullable = true) String decisionReason,
    @Schema(nullable = true) List<String> newPermissions,
    @Schema(nullable = true) Author decidedBy,
    @Schema(nullable = true) Instant decidedAt,
    ActionStatus actionStatus,
    @Schema(nullable = true) String actionReference,
    @Schema(nullable = true) UUID provedBySnapshotId) {

  /// @param permissions those it is about, where it is about some
  public record RecommendationReason(
      RecommendationRule rule, String explanation, List<String> permissions) {}

  static AccessReviewItemView of(AccessReviewItem item) {
    return new AccessReviewItemView(
        item.id,
        item.version,
        item.createdAt,
        item.createdBy,
        item.updatedAt,
        item.updatedBy,
        item.metadata,
        item.reviewId,
        item.position,
        item.issuer,
        item.subject,
        item.email,
        item.username,
        item.owner,
        item.name,
        item.peerGroup,
        item.isIdentityUnresolved(),
        item.currentPermissions,
        item.lastUsedAt,
        item.recommendation,
        reasons(item.recommendationReasons),
        item.decision(),
        item.decisionReason(),
        item.newPermissions(),
        item.decidedBy(),
        item.decidedAt(),
        item.actionStatus(),
        item.actionReference(),
        item.provedBySnapshotId());
  }

  private static List<RecommendationReason> reasons(Map<String, Object> stored) {
    var reasons = new ArrayList<RecommendationReason>();
    for (var rule : RecommendationRule.values()) {
      if (stored.get(rule.name().toLowerCase(Locale.ROOT)) instanceof Map<?, ?> reason
          && reason.get("permissions") instanceof List<?> permissions) {
        reasons.add(
            new RecommendationReason(
                rule,
                String.valueOf(reason.get("explanation")),
                permissions.stream().map(String::valueOf).toList()));
      }
    }
    return reasons;
  }
}
