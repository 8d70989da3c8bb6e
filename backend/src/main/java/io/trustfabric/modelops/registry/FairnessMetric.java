package io.trustfabric.modelops.registry;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// How a version treats one group.
///
/// @param threshold what the value is held against, where there is such
@RegisterForReflection
public record FairnessMetric(
    @NotBlank @Size(max = 100) String metric,
    @NotBlank @Size(max = 200) String group,
    @NotNull @DecimalMin("-1000000000000000") @DecimalMax("1000000000000000") BigDecimal value,
    @Schema(nullable = true) @DecimalMin("-1000000000000000") @DecimalMax("1000000000000000")
        BigDecimal threshold) {}
