package io.trustfabric.chaos.experiments;

import io.trustfabric.chaos.verdicts.ExperimentFacts.SteadyReading;
import io.trustfabric.chaos.verdicts.ExperimentPhase;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Holds what was measured against what was hypothesised.
final class SteadyReadings {

  private SteadyReadings() {}

  /// Every probe before and after; during the fault those that have a tolerance for it, and those
  /// that the experiment's tool judged then.
  static List<SteadyReading> of(
      SteadyStateHypothesis hypothesis, WindowFigures windows, List<ProbeMeasurement> measured) {
    var readings = new ArrayList<SteadyReading>();
    for (var phase : ExperimentPhase.values()) {
      for (var probe : hypothesis.probes()) {
        var own =
            measured.stream()
                .filter(m -> m.phase() == phase && m.probe().equals(probe.name()))
                .toList();
        if (phase != ExperimentPhase.DURING
            || probe.duringTolerance() != null
            || own.stream().anyMatch(m -> m.toleranceMet() != null)) {
          readings.add(reading(probe, phase, windows, own));
        }
      }
    }
    return readings;
  }

  private static SteadyReading reading(
      SteadyProbe probe, ExperimentPhase phase, WindowFigures windows, List<ProbeMeasurement> own) {
    var tolerance =
        phase == ExperimentPhase.DURING && probe.duringTolerance() != null
            ? probe.duringTolerance()
            : probe.tolerance();
    var figure = windows.of(probe.measure(), phase);
    if (figure != null) {
      return reading(probe, phase, tolerance.allows(figure), figure.toPlainString(), tolerance);
    }
    if (own.isEmpty()) {
      return reading(probe, phase, null, "not measured", tolerance);
    }
    var worst =
        own.stream()
            .filter(m -> Boolean.FALSE.equals(m.toleranceMet()))
            .findFirst()
            .or(() -> own.stream().filter(m -> m.toleranceMet() == null).findFirst())
            .orElse(own.getLast());
    var count = own.size() == 1 ? "" : " (1 of %d measurements)".formatted(own.size());
    return reading(probe, phase, worst.toleranceMet(), worst.spoken() + count, tolerance);
  }

  private static SteadyReading reading(
      SteadyProbe probe,
      ExperimentPhase phase,
      Boolean met,
      String measured,
      ProbeTolerance tolerance) {
    var figure =
        "%s %s: %s, tolerated: %s"
            .formatted(
                probe.name(),
                phase.name().toLowerCase(Locale.ROOT),
                measured,
                tolerance == null ? "as the tool judges" : tolerance.spoken());
    return new SteadyReading(phase, met, figure);
  }
}
