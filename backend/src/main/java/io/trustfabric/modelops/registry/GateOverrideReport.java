package io.trustfabric.modelops.registry;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/// A request to let a version into production although the gate does not.
///
/// @param rolloutPercentage its share of production, 1 to 100; 100 when not said
/// @param reason why; the second admin reads it, and so does whoever asks later
public record GateOverrideReport(
    @Min(1) @Max(100) Integer rolloutPercentage, @NotBlank @Size(max = 2_000) String reason) {

  ModelMove move() {
    return new ModelMove(ModelStatus.PRODUCTION, rolloutPercentage, reason);
  }
}
