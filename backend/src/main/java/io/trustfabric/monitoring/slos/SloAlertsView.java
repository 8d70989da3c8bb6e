package io.trustfabric.monitoring.slos;

import io.trustfabric.monitoring.budget.AlertPair;
import io.trustfabric.monitoring.budget.AlertSeverity;
import io.trustfabric.monitoring.budget.BurnState;
import io.trustfabric.monitoring.budget.Decimals;
import io.trustfabric.monitoring.budget.Evaluation;
import io.trustfabric.monitoring.budget.PairReading;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// The alert pairs of an SLO at one moment, and when they fired.
///
/// @param episodes the newest 50 stretches of time during which one fired, the newest first
public record SloAlertsView(
    UUID sloId, Instant at, List<SloPairView> pairs, List<SloAlertView> episodes) {

  /// One pair: it fires while both windows burn strictly faster than the factor.
  ///
  /// @param budgetShare the part of the budget that is too much to use up within the long window
  /// @param factor budgetShare x period / long window
  /// @param evaluation whether the pair can say anything: `cannot_fire` where not even everything
  ///   being bad burns fast enough, `not_evaluable` where the short window is finer than the data
  /// @param burnState null unless the pair can say something
  /// @param firingSince when it was first seen to fire; null unless it is known to
  public record SloPairView(
      AlertPair pair,
      AlertSeverity severity,
      Duration longWindow,
      Duration shortWindow,
      BigDecimal budgetShare,
      BigDecimal factor,
      @Schema(nullable = true) BigDecimal longBurn,
      @Schema(nullable = true) BigDecimal shortBurn,
      Evaluation evaluation,
      Boolean firing,
      @Schema(nullable = true) BurnState burnState,
      @Schema(nullable = true) Instant firingSince) {}

  /// One stretch of time during which a pair fired.
  ///
  /// @param factor what both burn rates exceeded when it started
  /// @param endedAt null while it fires
  public record SloAlertView(
      UUID id,
      AlertPair pair,
      AlertSeverity severity,
      BigDecimal factor,
      BigDecimal longBurn,
      BigDecimal shortBurn,
      Instant startedAt,
      @Schema(nullable = true) Instant endedAt) {

    static SloAlertView of(SloAlert alert) {
      return new SloAlertView(
          alert.id,
          alert.pair,
          alert.severity,
          Decimals.shown(alert.factor),
          Decimals.shown(alert.longBurn),
          Decimals.shown(alert.shortBurn),
          alert.startedAt,
          alert.endedAt());
    }
  }

  static SloAlertsView of(SloReading reading, List<SloAlert> episodes) {
    return new SloAlertsView(
        reading.definition().id,
        reading.at(),
        reading.pairs().stream().map(pair -> pair(pair, episodes)).toList(),
        episodes.stream().map(SloAlertView::of).toList());
  }

  private static SloPairView pair(PairReading reading, List<SloAlert> episodes) {
    var pair = reading.pair();
    var evaluation = reading.evaluation();
    return new SloPairView(
        pair,
        pair.severity(),
        pair.longWindow(),
        pair.shortWindow(),
        pair.share(reading.period()),
        Decimals.shown(pair.factor(reading.period())),
        Decimals.shown(reading.longBurn()),
        Decimals.shown(reading.shortBurn()),
        evaluation,
        reading.isFiring(),
        evaluation == Evaluation.EVALUABLE ? reading.burnState() : null,
        episodes.stream()
            .filter(alert -> alert.pair == pair && alert.endedAt() == null)
            .findFirst()
            .map(alert -> alert.startedAt)
            .orElse(null));
  }
}
