package io.trustfabric.monitoring.slos;

import io.trustfabric.monitoring.budget.Budget;
import io.trustfabric.monitoring.budget.Decimals;
import io.trustfabric.monitoring.budget.SloStatus;
import java.math.BigDecimal;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// What an SLO's period comes to so far. All are null where nothing was measured in it.
///
/// @param goodEvents what was good; null where ratios are measured
/// @param totalEvents all there was; null where ratios are measured
/// @param sli good / total; of ratios their mean, weighted by duration
/// @param burnRate (1 - sli) / (1 - objective)
/// @param consumed burnRate x elapsed / period
/// @param remaining 1 - consumed; below 0 when more than the budget is used
public record BudgetFigures(
    SloStatus status,
    @Schema(nullable = true) BigDecimal goodEvents,
    @Schema(nullable = true) BigDecimal totalEvents,
    @Schema(nullable = true) BigDecimal sli,
    @Schema(nullable = true) BigDecimal burnRate,
    @Schema(nullable = true) BigDecimal consumed,
    @Schema(nullable = true) BigDecimal remaining) {

  static BudgetFigures of(SloReading reading, Budget budget) {
    var measured = budget.measured();
    var counts = reading.definition().measuredBy() == MeasuredBy.EVENTS && !measured.isEmpty();
    return new BudgetFigures(
        budget.status(!reading.firing().isEmpty()),
        counts ? Decimals.shown(measured.good()) : null,
        counts ? Decimals.shown(measured.total()) : null,
        Decimals.shown(measured.sli()),
        Decimals.shown(budget.burnRate()),
        Decimals.shown(budget.consumed()),
        Decimals.shown(budget.remaining()));
  }
}
