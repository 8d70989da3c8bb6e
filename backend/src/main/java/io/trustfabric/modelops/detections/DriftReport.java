package io.trustfabric.modelops.detections;

import io.trustfabric.modelops.drift.DriftMethod;
import io.trustfabric.modelops.drift.DriftSeverity;
import io.trustfabric.modelops.registry.SampleValues;
import io.trustfabric.record.Invalid;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/// A look for drift: samples to compare, errors to read, or results that others worked out. One of
/// the three.
///
/// @param modelId the model version
/// @param features samples by feature; their p-values are corrected together
/// @param errors for concept drift: how wrong each answer was, in order
/// @param results what was worked out elsewhere
public record DriftReport(
    @NotNull UUID modelId,
    @NotNull DriftType driftType,
    @Size(min = 1, max = 200) List<@NotNull @Valid FeatureComparison> features,
    @Valid ErrorValues errors,
    @Size(min = 1, max = 200) List<@NotNull @Valid ReportedDrift> results,
    TimeWindow referenceWindow,
    TimeWindow currentWindow,
    Map<String, Object> metadata) {

  /// One feature.
  ///
  /// @param reference the version's baseline when not said
  /// @param method by kind and number of rows when not said
  /// @param threshold a p-value below it, or a statistic from it on, is a drift; the method's own
  ///   when not said
  public record FeatureComparison(
      @NotBlank @Size(max = 200) String feature,
      @Valid SampleValues reference,
      @NotNull @Valid SampleValues current,
      DriftMethod method,
      @DecimalMin(value = "0", inclusive = false) @DecimalMax("1000000") BigDecimal threshold) {}

  /// A stream of errors.
  ///
  /// @param values 0 right, 1 wrong, or a loss between
  /// @param method `ddm` when not said
  public record ErrorValues(
      @NotNull @Size(min = 1, max = 1_000_000)
          List<@NotNull @DecimalMin("0") @DecimalMax("1") BigDecimal> values,
      DriftMethod method,
      @DecimalMin(value = "0", inclusive = false) @DecimalMax("1000000") BigDecimal threshold) {}

  /// What somebody else worked out.
  ///
  /// @param method as its tool names it
  public record ReportedDrift(
      @Size(max = 200) String feature,
      @NotBlank @Size(max = 100) String method,
      Map<String, Object> parameters,
      @NotNull @DecimalMin(LEAST) @DecimalMax(MOST) BigDecimal statistic,
      @DecimalMin("0") @DecimalMax("1") BigDecimal pValue,
      @DecimalMin("0") @DecimalMax("1") BigDecimal pValueCorrected,
      @NotNull @DecimalMin(LEAST) @DecimalMax(MOST) BigDecimal threshold,
      @NotNull Boolean driftDetected,
      @NotNull DriftSeverity severity,
      @NotNull @Min(0) @Max(1L << 53) Long referenceRows,
      @NotNull @Min(0) @Max(1L << 53) Long currentRows,
      @Pattern(regexp = "[0-9a-f]{64}", message = "must be 64 hex digits in lower case")
          String inputSha256) {

    private static final String LEAST = "-1000000000000000";
    private static final String MOST = "1000000000000000";
  }

  /// @throws Invalid naming what does not go together
  void check() {
    var wrong = new ArrayList<Invalid.Field>();
    var parts = Stream.of(features, errors, results).filter(part -> part != null).count();
    if (parts != 1) {
      wrong.add(new Invalid.Field("", "must have one of features, errors and results"));
    }
    if (features != null && driftType == DriftType.CONCEPT) {
      wrong.add(new Invalid.Field("/features", "tell nothing of concept drift; send errors"));
    }
    if (errors != null && driftType != DriftType.CONCEPT) {
      wrong.add(new Invalid.Field("/errors", "tell of concept drift only"));
    }
    if (errors != null && errors.method() != null && !errors.method().isOfErrors()) {
      wrong.add(new Invalid.Field("/errors/method", "must be one of page_hinkley, ddm"));
    }
    if (referenceWindow != null && !referenceWindow.runsForward()) {
      wrong.add(new Invalid.Field("/referenceWindow/to", "must not be before from"));
    }
    if (currentWindow != null && !currentWindow.runsForward()) {
      wrong.add(new Invalid.Field("/currentWindow/to", "must not be before from"));
    }
    checkFeatures(wrong);
    if (!wrong.isEmpty()) {
      throw new Invalid(wrong);
    }
  }

  private void checkFeatures(List<Invalid.Field> wrong) {
    var seen = new HashSet<String>();
    for (int i = 0; features != null && i < features.size(); i++) {
      if (!seen.add(features.get(i).feature())) {
        wrong.add(new Invalid.Field("/features/" + i + "/feature", "is there twice"));
      }
    }
  }
}
