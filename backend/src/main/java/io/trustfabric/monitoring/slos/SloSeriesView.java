package io.trustfabric.monitoring.slos;

import io.trustfabric.monitoring.budget.Decimals;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// An SLO over time, for charts.
///
/// @param sampled false when `sli` and `burnRate` have every measurement; else of each stretch of
///   time the worst and the best
/// @param sli of single windows, at their ends
/// @param burnRate of single windows, at their ends
/// @param remaining what was left of the budget of the period around each time, approved exclusions
///   left out
/// @param remainingWithoutExclusions the same as if nothing were excluded
/// @param exclusions approved ones that reach into the time shown
public record SloSeriesView(
    UUID sloId,
    Instant from,
    Instant to,
    Boolean sampled,
    List<SeriesPoint> sli,
    List<SeriesPoint> burnRate,
    List<SeriesPoint> remaining,
    List<SeriesPoint> remainingWithoutExclusions,
    List<SloExclusionView> exclusions) {

  /// @param value null where nothing was measured: a gap in the line
  public record SeriesPoint(Instant at, @Schema(nullable = true) BigDecimal value) {

    static SeriesPoint of(Instant at, BigDecimal value) {
      return new SeriesPoint(at, Decimals.shown(value));
    }
  }
}
