package io.trustfabric.compliance.reviews;

import io.trustfabric.record.Invalid;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
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

  /// @throws Invalid where a population is said that no start is to freeze
  void check() {
    var errors = new ArrayList<Invalid.Field>();
    if (status != ReviewStatus.IN_PROGRESS && source != null) {
      errors.add(new Invalid.Field("/source", "goes with in_progress"));
    }
    if (status != ReviewStatus.IN_PROGRESS && items != null) {
      errors.add(new Invalid.Field("/items", "go with in_progress"));
    }
    if (!errors.isEmpty()) {
      throw new Invalid(errors);
    }
  }

  PopulationSource sourceOrGiven() {
    return Objects.requireNonNullElse(source, PopulationSource.GIVEN);
  }
}
