package io.trustfabric.monitoring.budget;

import java.math.BigDecimal;

/// What was measured in the two windows of an alert pair.
///
/// @param inLong within the long window
/// @param inShort within the short window
public record PairReading(
    AlertPair pair, SloPeriod period, Objective objective, Amount inLong, Amount inShort) {

  public BigDecimal longBurn() {
    return objective.burnRate(inLong);
  }

  public BigDecimal shortBurn() {
    return objective.burnRate(inShort);
  }

  /// Whether the pair can say anything. Data is as fine as the longest measurement that reaches
  /// into the long window.
  public Evaluation evaluation() {
    if (pair.cannotFire(objective, period)) {
      return Evaluation.CANNOT_FIRE;
    }
    if (inLong.longestMicros() > pair.shortWindow().toNanos() / 1_000) {
      return Evaluation.NOT_EVALUABLE;
    }
    return inLong.isEmpty() || inShort.isEmpty() ? Evaluation.NO_DATA : Evaluation.EVALUABLE;
  }

  public boolean isFiring() {
    return evaluation() == Evaluation.EVALUABLE && burnState() == BurnState.CRITICAL;
  }

  public BurnState burnState() {
    var inLongExceeded = isExceeded(inLong);
    if (isExceeded(inShort)) {
      return inLongExceeded ? BurnState.CRITICAL : BurnState.INCREASING;
    }
    return inLongExceeded ? BurnState.RECOVERING : BurnState.ACCEPTABLE;
  }

  private boolean isExceeded(Amount measured) {
    return pair.isExceeded(measured, objective, period);
  }
}
