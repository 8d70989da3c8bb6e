package io.trustfabric.chaos.experiments;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// What is looked at to see whether all is well.
///
/// @param tolerance what is well before the fault and after recovery; null where only the tool that
///   ran the experiment can tell
/// @param duringTolerance what is well while the fault is there; null when anything is
@RegisterForReflection
public record SteadyProbe(
    String name,
    ProbeMeasure measure,
    @Schema(nullable = true) ProbeTolerance tolerance,
    @Schema(nullable = true) ProbeTolerance duringTolerance) {}
