package io.trustfabric.modelops.detections;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/// A step to another status.
///
/// @param reason why; required to open it again, kept whenever given
public record DriftMove(@NotNull DriftStatus status, @Size(max = 2_000) String reason) {}
