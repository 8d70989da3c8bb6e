package io.trustfabric.monitoring.slos;

import io.trustfabric.monitoring.budget.AlertPair;
import io.trustfabric.monitoring.budget.Decimals;
import io.trustfabric.monitoring.budget.SloStatus;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// How an SLO stands at one moment, derived from its measurements when it is read.
///
/// @param periodStart when the period began that `at` is in
/// @param periodEnd when it ends; `at` for a rolling one
/// @param status of the figures, approved exclusions left out
/// @param figures without what is excluded
/// @param withoutExclusions the same as if nothing were excluded
/// @param firing alert pairs that fire
/// @param presentBurnRate the burn rate within the shortest long window that has data
/// @param timeToExhaustion at the present burn rate; null when that is never
/// @param measuredSince when something was first measured
/// @param measuredUntil when the newest measurement ends
/// @param coverage the part of the period so far, from the first measurement on, that was measured
public record SloStanding(
    Instant at,
    Instant periodStart,
    Instant periodEnd,
    SloStatus status,
    BudgetFigures figures,
    BudgetFigures withoutExclusions,
    List<AlertPair> firing,
    @Schema(nullable = true) BigDecimal presentBurnRate,
    @Schema(nullable = true) Duration timeToExhaustion,
    @Schema(nullable = true) Instant measuredSince,
    @Schema(nullable = true) Instant measuredUntil,
    @Schema(nullable = true) BigDecimal coverage) {

  static SloStanding of(SloReading reading) {
    return new SloStanding(
        reading.at(),
        reading.period().from(),
        reading.period().to(),
        reading.status(),
        BudgetFigures.of(reading, reading.budget()),
        BudgetFigures.of(reading, reading.budgetWithoutExclusions()),
        reading.firing().stream().sorted().toList(),
        Decimals.shown(reading.presentBurn()),
        reading.toExhaustion(),
        reading.since(),
        reading.until(),
        coverage(reading));
  }

  private static BigDecimal coverage(SloReading reading) {
    var elapsed = reading.elapsed();
    return elapsed.isEmpty()
        ? null
        : Decimals.shown(
            BigDecimal.valueOf(reading.all().coveredMicros())
                .divide(BigDecimal.valueOf(elapsed.micros()), MathContext.DECIMAL128));
  }
}
