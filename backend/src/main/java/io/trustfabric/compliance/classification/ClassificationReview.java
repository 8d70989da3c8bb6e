package io.trustfabric.compliance.classification;

import jakarta.validation.constraints.Size;

/// What is said with a review.
///
/// @param note what was looked at, kept with the ledger line
public record ClassificationReview(@Size(max = 2_000) String note) {}
