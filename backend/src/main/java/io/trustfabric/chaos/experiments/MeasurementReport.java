package io.trustfabric.chaos.experiments;

import io.trustfabric.chaos.verdicts.ExperimentPhase;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PastOrPresent;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.Instant;

/// What a probe of the hypothesis saw once. One of value and text.
///
/// @param probe its name; its measure is `reported`
public record MeasurementReport(
    @NotBlank @Size(max = 200) String probe,
    @NotNull ExperimentPhase phase,
    @PastOrPresent Instant at,
    @Digits(integer = 12, fraction = 9) BigDecimal value,
    @Size(max = 200) String text) {

  ProbeMeasurement toMeasurement(SteadyProbe probe) {
    var tolerance = phase == ExperimentPhase.DURING ? probe.duringTolerance() : probe.tolerance();
    Boolean met =
        tolerance == null ? null : value == null ? tolerance.allows(text) : tolerance.allows(value);
    return new ProbeMeasurement(probe.name(), phase, at, value, text, met);
  }
}
