package io.trustfabric.trust.gate;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;

/// A golden dataset that every version must have answered.
///
/// @param name of the dataset; its active version counts
/// @param minItems how many items that version must have at least: few items prove little
/// @param accuracyFloor what the lower bound of the accuracy's Wilson 95 % interval must reach,
///   above 0 and below 1
@RegisterForReflection
public record RequiredDataset(
    @NotBlank @Size(max = 200) String name,
    @NotNull @Min(1) @Max(100_000) Integer minItems,
    @NotNull
        @DecimalMin(value = "0", inclusive = false)
        @DecimalMax(value = "1", inclusive = false)
        @Digits(integer = 1, fraction = 6)
        BigDecimal accuracyFloor) {}
