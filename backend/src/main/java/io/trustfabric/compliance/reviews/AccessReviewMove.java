package io.trustfabric.compliance.reviews;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Objects;

/// A step to another status; the step to in progress freezes who is reviewed.
///
/// @param reason why; required to cancel
/// @param source where the population comes from; given when not said
/// @param items the population, at most 5,000 accounts
public record AccessReviewMove(
    @NotNull ReviewStatus status,
    @Size(max = 2_000) String reason,
    PopulationSource source,
    @Size(max = Populations.MOST) List<@NotNull @Valid HeldAccessReport> items) {

  PopulationSource sourceOrGiven() {
    return Objects.requireNonNullElse(source, PopulationSource.GIVEN);
  }
}
