package io.trustfabric.modelops.registry;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.List;

/// A histogram.
///
/// @param edges ascending, one more than there are counts
@RegisterForReflection
public record Bins(
    @NotEmpty @Size(max = 1_001) List<@NotNull BigDecimal> edges,
    @NotEmpty @Size(max = 1_000) List<@NotNull @Min(0) @Max(1L << 40) Long> counts) {}
