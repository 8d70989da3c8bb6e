package io.trustfabric.quality.datasets;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/// A version's step to another status.
///
/// @param reason why, where there is something to say
public record DatasetMove(@NotNull DatasetStatus status, @Size(max = 2_000) String reason) {}
