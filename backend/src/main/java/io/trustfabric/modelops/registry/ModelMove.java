package io.trustfabric.modelops.registry;

import io.trustfabric.record.Invalid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/// A step to another status, or, for a version in production, to another share of it.
///
/// @param rolloutPercentage its share of production, 1 to 100; 100 when not said
/// @param reason why; required to roll back
public record ModelMove(
    @NotNull ModelStatus status,
    @Min(1) @Max(100) Integer rolloutPercentage,
    @Size(max = 2_000) String reason) {

  /// @throws Invalid when a share is said of what is not to be in production
  void check() {
    if (rolloutPercentage != null && status != ModelStatus.PRODUCTION) {
      throw Invalid.field("/rolloutPercentage", "goes with production");
    }
  }

  int share() {
    return rolloutPercentage == null ? 100 : rolloutPercentage;
  }
}
