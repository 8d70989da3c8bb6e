package io.trustfabric.compliance.reviews;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.Map;

/// A review that is to be.
///
/// @param scope what is looked at: a system, a team, a realm
/// @param reviewer who is to do it
/// @param dueAt when it should have ended
public record AccessReviewReport(
    @NotNull ReviewType reviewType,
    @NotBlank @Size(max = 300) String scope,
    @NotBlank @Size(max = 300) String reviewer,
    @NotNull Instant dueAt,
    Map<String, Object> metadata) {

  AccessReview toReview() {
    var review = new AccessReview(reviewType);
    review.scope = scope;
    review.reviewer = reviewer;
    review.dueAt = dueAt;
    if (metadata != null) {
      review.metadata = metadata;
    }
    return review;
  }
}
