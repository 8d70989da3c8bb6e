package io.trustfabric.modelops.registry;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/// How many rows had a label.
@RegisterForReflection
public record CategoryCount(
    @NotNull @Size(max = 500) String value, @NotNull @Min(0) @Max(1L << 40) Long count) {}
