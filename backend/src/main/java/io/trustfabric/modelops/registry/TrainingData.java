package io.trustfabric.modelops.registry;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// Data a version was made from.
///
/// @param from the earliest of it
/// @param to the end of it, itself not included
/// @param goldenDatasetId where it is a golden dataset; such a version must not be scored on it
@RegisterForReflection
public record TrainingData(
    @NotBlank @Size(max = 2_000) String datasetUri,
    @Schema(nullable = true) @Pattern(regexp = Sha256.HEX, message = Sha256.MESSAGE) String sha256,
    @Schema(nullable = true) @Min(0) @Max(1L << 53) Long rows,
    @Schema(nullable = true) Instant from,
    @Schema(nullable = true) Instant to,
    @Schema(nullable = true) UUID goldenDatasetId) {}
