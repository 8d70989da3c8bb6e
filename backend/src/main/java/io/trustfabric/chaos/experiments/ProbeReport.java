package io.trustfabric.chaos.experiments;

import io.trustfabric.record.Invalid;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Objects;

/// A probe of a new experiment.
///
/// @param name unique within the hypothesis
/// @param measure `reported` when not said
/// @param tolerance what is well before the fault and after recovery
/// @param duringTolerance what is well while the fault is there; anything when not said
public record ProbeReport(
    @NotBlank @Size(max = 200) String name,
    ProbeMeasure measure,
    @NotNull @Valid ProbeTolerance tolerance,
    @Valid ProbeTolerance duringTolerance) {

  SteadyProbe toProbe() {
    return new SteadyProbe(name, measured(), tolerance, duringTolerance);
  }

  void check(String at, List<Invalid.Field> errors) {
    check(at + "/tolerance", tolerance, errors);
    if (duringTolerance != null) {
      check(at + "/duringTolerance", duringTolerance, errors);
    }
  }

  private void check(String at, ProbeTolerance one, List<Invalid.Field> errors) {
    if (one.fault() != null) {
      errors.add(new Invalid.Field(at, one.fault()));
    } else if (measured() != ProbeMeasure.REPORTED && !one.hasBounds()) {
      errors.add(new Invalid.Field(at, "must have bounds: the measure is a number"));
    }
  }

  private ProbeMeasure measured() {
    return Objects.requireNonNullElse(measure, ProbeMeasure.REPORTED);
  }
}
