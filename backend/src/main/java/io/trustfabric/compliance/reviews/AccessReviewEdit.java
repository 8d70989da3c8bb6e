package io.trustfabric.compliance.reviews;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.trustfabric.record.Conflict;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.Map;

/// The part of a review that may change while it is open.
///
/// @param scope may change before the start
/// @param reason why, where there is something to say
@RegisterForReflection
public record AccessReviewEdit(
    @NotBlank @Size(max = 300) String scope,
    @NotBlank @Size(max = 300) String reviewer,
    @NotNull Instant dueAt,
    @NotNull Map<String, Object> metadata,
    @Size(max = 2_000) String reason) {

  static AccessReviewEdit of(AccessReview review) {
    return new AccessReviewEdit(review.scope, review.reviewer, review.dueAt, review.metadata, null);
  }

  /// @throws Conflict when the review has ended, or its population is frozen under another scope
  void applyTo(AccessReview review) {
    if (!review.status().isOpen()) {
      throw new Conflict("A review that has ended does not change.");
    }
    if (review.status() != ReviewStatus.PENDING && !scope.equals(review.scope)) {
      throw new Conflict("The scope of a review that was started does not change.");
    }
    review.scope = scope;
    review.reviewer = reviewer;
    review.dueAt = dueAt;
    review.metadata = metadata;
    review.editedBecause(reason);
  }
}
