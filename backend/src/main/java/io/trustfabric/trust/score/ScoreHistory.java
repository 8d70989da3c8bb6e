package io.trustfabric.trust.score;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/// Scores of days that ended in a stretch of time, the oldest first. Days of which nothing is known
/// are not there.
public record ScoreHistory(Instant from, Instant to, List<ScoreOfDay> items) {

  /// The score at the end of a day.
  ///
  /// @param at the day's end: the next midnight, UTC
  /// @param position the last line of the ledger that is in; -1 for none
  /// @param formula the version of the formula it was computed by
  /// @param score 0 to 100, with two decimals
  public record ScoreOfDay(
      LocalDate day, Instant at, Long position, Integer formula, BigDecimal score) {}
}
