package io.trustfabric.chaos.experiments;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.trustfabric.chaos.verdicts.ExperimentPhase;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;

/// How the target did in three windows: before the fault (start to fault), during it (fault to
/// clearing), after it (recovery to end). What is unknown is null, never 0.
///
/// @param errorRateBefore share of requests that failed, 0 to 1
/// @param latencyP95Before 95th percentile of latency, in milliseconds
@Embeddable
@RegisterForReflection
public record WindowFigures(
    BigDecimal errorRateBefore,
    BigDecimal errorRateDuring,
    BigDecimal errorRateAfter,
    @Column(name = "latency_p95_before") BigDecimal latencyP95Before,
    @Column(name = "latency_p95_during") BigDecimal latencyP95During,
    @Column(name = "latency_p95_after") BigDecimal latencyP95After) {

  static final WindowFigures UNKNOWN = new WindowFigures(null, null, null, null, null, null);

  /// These figures, and those of `others` where there is none here.
  WindowFigures or(WindowFigures others) {
    return new WindowFigures(
        or(errorRateBefore, others.errorRateBefore),
        or(errorRateDuring, others.errorRateDuring),
        or(errorRateAfter, others.errorRateAfter),
        or(latencyP95Before, others.latencyP95Before),
        or(latencyP95During, others.latencyP95During),
        or(latencyP95After, others.latencyP95After));
  }

  /// One figure; null when unknown, and for a probe that has measurements of its own.
  BigDecimal of(ProbeMeasure measure, ExperimentPhase phase) {
    return switch (measure) {
      case ERROR_RATE ->
          switch (phase) {
            case BEFORE -> errorRateBefore;
            case DURING -> errorRateDuring;
            case AFTER -> errorRateAfter;
          };
      case LATENCY_P95 ->
          switch (phase) {
            case BEFORE -> latencyP95Before;
            case DURING -> latencyP95During;
            case AFTER -> latencyP95After;
          };
      case REPORTED -> null;
    };
  }

  /// The name of a figure that `others` has otherwise; null when there is none.
  String contradiction(WindowFigures others) {
    for (var phase : ExperimentPhase.values()) {
      for (var measure : List.of(ProbeMeasure.ERROR_RATE, ProbeMeasure.LATENCY_P95)) {
        var known = of(measure, phase);
        var other = others.of(measure, phase);
        if (known != null && other != null && known.compareTo(other) != 0) {
          var word = phase.name().charAt(0) + phase.name().substring(1).toLowerCase(Locale.ROOT);
          return (measure == ProbeMeasure.ERROR_RATE ? "errorRate" : "latencyP95") + word;
        }
      }
    }
    return null;
  }

  /// These figures with one more.
  WindowFigures with(ProbeMeasure measure, ExperimentPhase phase, BigDecimal figure) {
    var rate = measure == ProbeMeasure.ERROR_RATE ? figure : null;
    var latency = measure == ProbeMeasure.LATENCY_P95 ? figure : null;
    return or(
        switch (phase) {
          case BEFORE -> new WindowFigures(rate, null, null, latency, null, null);
          case DURING -> new WindowFigures(null, rate, null, null, latency, null);
          case AFTER -> new WindowFigures(null, null, rate, null, null, latency);
        });
  }

  private static BigDecimal or(BigDecimal figure, BigDecimal other) {
    return figure == null ? other : figure;
  }
}
