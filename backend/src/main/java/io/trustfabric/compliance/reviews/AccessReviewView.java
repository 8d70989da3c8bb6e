package io.trustfabric.compliance.reviews;

import io.trustfabric.record.Author;
import io.trustfabric.web.BesideRecord;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// A review as clients see it; its items are a list of their own.
///
/// @param nextStatuses where it may go from here
/// @param overdue whether it should have ended by now
/// @param populationSha256 over the frozen accounts in byte order of their canonical JSON (RFC
///   8785), a line feed after each
/// @param openItems items without a decision
/// @param actionsPending revoked or modified items that no later snapshot has proved
public record AccessReviewView(
    UUID id,
    Long version,
    Instant createdAt,
    Author createdBy,
    Instant updatedAt,
    Author updatedBy,
    Map<String, Object> metadata,
    ReviewType reviewType,
    String scope,
    ReviewStatus status,
    List<ReviewStatus> nextStatuses,
    String reviewer,
    Instant dueAt,
    @BesideRecord Boolean overdue,
    @Schema(nullable = true) PopulationSource populationSource,
    @Schema(nullable = true) String populationSha256,
    Integer itemCount,
    Integer decidedItems,
    Integer openItems,
    Integer revokedItems,
    Integer modifiedItems,
    Integer actionsPending,
    Integer actionsDone,
    @Schema(nullable = true) Instant startedAt,
    @Schema(nullable = true) Instant completedAt,
    @Schema(nullable = true) Instant cancelledAt,
    Instant lastActivityAt) {

  static AccessReviewView of(AccessReview review) {
    return new AccessReviewView(
        review.id,
        review.version,
        review.createdAt,
        review.createdBy,
        review.updatedAt,
        review.updatedBy,
        review.metadata,
        review.reviewType,
        review.scope,
        review.status(),
        review.status().next().stream().sorted().toList(),
        review.reviewer,
        review.dueAt,
        review.isOverdue(),
        review.populationSource(),
        review.populationSha256(),
        review.itemCount(),
        review.decidedItems(),
        review.openItems(),
        review.revokedItems(),
        review.modifiedItems(),
        review.actionsPending(),
        review.actionsDone(),
        review.startedAt(),
        review.completedAt(),
        review.cancelledAt(),
        review.lastActivityAt());
  }
}
