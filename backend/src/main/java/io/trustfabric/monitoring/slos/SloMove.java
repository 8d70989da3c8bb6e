package io.trustfabric.monitoring.slos;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/// Whether an SLO is kept track of from now on.
///
/// @param reason why
public record SloMove(
    @NotNull SloLifecycle lifecycle, @NotBlank @Size(max = 2_000) String reason) {}
