package io.trustfabric.modelops.registry;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// What a model saw of one feature: one of numbers, categories and a histogram.
///
/// @param numbers values row by row, in any order
/// @param categories how often each label was seen
@RegisterForReflection
public record FeatureSample(
    @NotBlank @Size(max = 200) String feature,
    @Schema(nullable = true) @Size(min = 1, max = 10_000) List<@NotNull BigDecimal> numbers,
    @Schema(nullable = true) @Size(min = 1, max = 10_000)
        List<@NotNull @Valid CategoryCount> categories,
    @Schema(nullable = true) @Valid Bins histogram) {

  /// What it saw, without the feature's name.
  public SampleValues values() {
    return new SampleValues(numbers, categories, histogram);
  }
}
