package io.trustfabric.monitoring.openslo;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/// An OpenSLO v1 document of kind `SLO`, as far as it is taken over. What it may hold beyond that
/// is in {@link Unmapped}.
@RegisterForReflection
record SloDocument(
    @NotNull String apiVersion,
    @NotNull String kind,
    @NotNull @Valid DocumentMetadata metadata,
    @NotNull @Valid SloSpec spec) {

  @RegisterForReflection
  record DocumentMetadata(
      @NotBlank String name,
      @Size(max = 1_000) String displayName,
      Map<String, Object> labels,
      Map<String, Object> annotations) {}

  @RegisterForReflection
  record SloSpec(
      String description,
      @NotBlank String service,
      @Valid Indicator indicator,
      String indicatorRef,
      @NotNull @Size(min = 1, max = 1) @Valid List<@NotNull Window> timeWindow,
      @NotNull String budgetingMethod,
      @NotNull @Size(min = 1, max = 1) @Valid List<@NotNull SloObjective> objectives) {}

  /// An indicator inside an SLO. A document of kind `SLI` has the same parts.
  @RegisterForReflection
  record Indicator(@NotNull @Valid DocumentMetadata metadata, @NotNull @Valid IndicatorSpec spec) {}

  /// A document of kind `SLI`.
  @RegisterForReflection
  record SliDocument(
      @NotNull String apiVersion,
      @NotNull String kind,
      @NotNull @Valid DocumentMetadata metadata,
      @NotNull @Valid IndicatorSpec spec) {

    Indicator indicator() {
      return new Indicator(metadata, spec);
    }
  }

  @RegisterForReflection
  record IndicatorSpec(@Size(max = 2_000) String description, @Valid Ratio ratioMetric) {}

  @RegisterForReflection
  record Ratio(Boolean counter, @NotNull @Valid Metric good, @NotNull @Valid Metric total) {}

  @RegisterForReflection
  record Metric(@NotNull @Valid MetricSource metricSource) {}

  @RegisterForReflection
  record MetricSource(@NotNull String type, @NotNull @Valid SourceSpec spec) {}

  @RegisterForReflection
  record SourceSpec(@NotNull String query) {}

  @RegisterForReflection
  record Window(@NotNull String duration, @NotNull Boolean isRolling, @Valid Calendar calendar) {}

  @RegisterForReflection
  record Calendar(@NotNull String startTime, @NotNull String timeZone) {}

  @RegisterForReflection
  record SloObjective(
      @Size(max = 1_000) String displayName, BigDecimal target, BigDecimal targetPercent) {}
}
