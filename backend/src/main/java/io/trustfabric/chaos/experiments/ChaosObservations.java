package io.trustfabric.chaos.experiments;

import io.trustfabric.record.Invalid;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PastOrPresent;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/// What was seen of an experiment since the last report. Times and figures are reported once;
/// measurements, activities, failure points and recovery actions are added to those that are there.
///
/// @param completedAt when it ended; only where it is completed, now when not said
/// @param errorRateBefore share of requests that failed, 0 to 1
/// @param latencyP95Before 95th percentile of latency, in milliseconds
/// @param failurePoints what broke
/// @param recoveryActions what was done about it
/// @param lessonsLearned takes the place of what was there
/// @param incidentId the incident that the experiment caused
public record ChaosObservations(
    @PastOrPresent Instant faultInjectedAt,
    @PastOrPresent Instant faultClearedAt,
    @PastOrPresent Instant recoveredAt,
    @PastOrPresent Instant completedAt,
    @DecimalMin("0") @DecimalMax("1") @Digits(integer = 1, fraction = 9) BigDecimal errorRateBefore,
    @DecimalMin("0") @DecimalMax("1") @Digits(integer = 1, fraction = 9) BigDecimal errorRateDuring,
    @DecimalMin("0") @DecimalMax("1") @Digits(integer = 1, fraction = 9) BigDecimal errorRateAfter,
    @DecimalMin("0") @Digits(integer = 9, fraction = 6) BigDecimal latencyP95Before,
    @DecimalMin("0") @Digits(integer = 9, fraction = 6) BigDecimal latencyP95During,
    @DecimalMin("0") @Digits(integer = 9, fraction = 6) BigDecimal latencyP95After,
    @Size(max = 1_000) List<@NotNull @Valid MeasurementReport> measurements,
    @Size(max = 1_000) List<@NotNull @Valid ChaosActivity> activities,
    @Size(max = 100) List<@NotBlank @Size(max = 1_000) String> failurePoints,
    @Size(max = 100) List<@NotBlank @Size(max = 1_000) String> recoveryActions,
    @Size(max = 10_000) String lessonsLearned,
    UUID incidentId) {

  WindowFigures windows() {
    return new WindowFigures(
        errorRateBefore,
        errorRateDuring,
        errorRateAfter,
        latencyP95Before,
        latencyP95During,
        latencyP95After);
  }

  /// The measurements, each held against its probe's tolerance.
  ///
  /// @throws Invalid naming each that is none of the hypothesis
  List<ProbeMeasurement> measured(SteadyStateHypothesis hypothesis) {
    var errors = new ArrayList<Invalid.Field>();
    var taken = new ArrayList<ProbeMeasurement>();
    for (int i = 0; measurements != null && i < measurements.size(); i++) {
      var one = measurements.get(i);
      var at = "/measurements/" + i;
      var probe = hypothesis.probe(one.probe());
      if (probe.isEmpty()) {
        errors.add(new Invalid.Field(at + "/probe", "is no probe of the hypothesis"));
      } else if (probe.get().measure() != ProbeMeasure.REPORTED) {
        errors.add(new Invalid.Field(at + "/probe", "is measured by the figures of the windows"));
      }
      if ((one.value() == null) == (one.text() == null)) {
        errors.add(new Invalid.Field(at, "must have one of value and text"));
      }
      if (errors.isEmpty()) {
        taken.add(one.toMeasurement(probe.orElseThrow()));
      }
    }
    if (!errors.isEmpty()) {
      throw new Invalid(errors);
    }
    return taken;
  }

  @Override
  public List<ChaosActivity> activities() {
    return Objects.requireNonNullElse(activities, List.of());
  }
}
