package io.trustfabric.monitoring.slos;

import io.trustfabric.monitoring.budget.AlertPair;
import io.trustfabric.monitoring.budget.Amount;
import io.trustfabric.monitoring.budget.Budget;
import io.trustfabric.monitoring.budget.Objective;
import io.trustfabric.monitoring.budget.PairReading;
import io.trustfabric.monitoring.budget.SloStatus;
import io.trustfabric.monitoring.budget.Span;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// All that was measured of one SLO as far as it matters at one moment.
///
/// @param period the period that `at` is in
/// @param counted what was measured in it up to `at`, without what is excluded
/// @param all the same with what is excluded
/// @param since when something was first measured; null when never
/// @param until when the newest measurement up to `at` ends; null when there is none
/// @param pairs the alert pairs, without what is excluded
record SloReading(
    SloDefinition definition,
    Instant at,
    Span period,
    Amount counted,
    Amount all,
    Instant since,
    Instant until,
    List<PairReading> pairs) {

  Objective objective() {
    return new Objective(definition.objective());
  }

  /// The part of the period that has run, from the first measurement on: before that the SLO used
  /// nothing up. Empty when nothing was measured.
  Span elapsed() {
    if (since == null || !since.isBefore(at)) {
      return new Span(at, at);
    }
    return new Span(since.isAfter(period.from()) ? since : period.from(), at);
  }

  Budget budget() {
    return budget(counted);
  }

  Budget budgetWithoutExclusions() {
    return budget(all);
  }

  private Budget budget(Amount measured) {
    return new Budget(measured, objective(), elapsed().micros(), period.micros());
  }

  Set<AlertPair> firing() {
    return pairs.stream()
        .filter(PairReading::isFiring)
        .map(PairReading::pair)
        .collect(Collectors.toSet());
  }

  SloStatus status() {
    return budget().status(!firing().isEmpty());
  }

  /// How fast the budget burns now: within the shortest long window of a pair that is no finer than
  /// the data and has some; null when none has.
  BigDecimal presentBurn() {
    return pairs.stream()
        .filter(
            p ->
                !p.inLong().isEmpty()
                    && p.inLong().longestMicros() <= p.pair().longWindow().toNanos() / 1_000)
        .findFirst()
        .map(PairReading::longBurn)
        .orElse(null);
  }

  Duration toExhaustion() {
    return budget().toExhaustion(presentBurn());
  }
}
