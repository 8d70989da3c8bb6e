package io.trustfabric.chaos.experiments;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.trustfabric.chaos.verdicts.ExperimentPhase;
import java.math.BigDecimal;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// What a probe saw once.
///
/// @param value a number; null where it is a text, or was not kept
/// @param text a text; null where it is a number, or was not kept
/// @param toleranceMet whether it is within the probe's tolerance for that phase; null where there
///   is none
@RegisterForReflection
public record ProbeMeasurement(
    String probe,
    ExperimentPhase phase,
    @Schema(nullable = true) Instant at,
    @Schema(nullable = true) BigDecimal value,
    @Schema(nullable = true) String text,
    @Schema(nullable = true) Boolean toleranceMet) {

  /// For people.
  String spoken() {
    if (value != null) {
      return value.toPlainString();
    }
    return text == null ? "something that was not kept" : text;
  }
}
