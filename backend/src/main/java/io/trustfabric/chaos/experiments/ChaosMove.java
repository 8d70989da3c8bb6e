package io.trustfabric.chaos.experiments;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PastOrPresent;
import jakarta.validation.constraints.Size;
import java.time.Instant;

/// That an experiment was aborted, or broke by itself.
///
/// @param status `aborted` or `failed`; an experiment is completed where its observations are taken
/// @param at when; now when not said
/// @param reason why; required
public record ChaosMove(
    @NotNull ChaosStatus status, @PastOrPresent Instant at, @Size(max = 2_000) String reason) {}
