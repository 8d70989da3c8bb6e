package io.trustfabric.trust.score;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/// Scores at moments of a stretch of time, the oldest first. Moments of which nothing is known are
/// not there.
public record ScoreHistory(Instant from, Instant to, List<ScoreMoment> items) {

  /// The score at a moment: at the end of a day, or of a step that was asked for.
  ///
  /// @param at of a day its end: the next midnight, UTC
  /// @param position the last line of the ledger that is in; -1 for none
  /// @param formula the version of the formula it was computed by
  /// @param score 0 to 100, with two decimals
  /// @param domains how each stood, always in the same order
  public record ScoreMoment(
      Instant at, Long position, Integer formula, BigDecimal score, List<DomainMoment> domains) {

    static ScoreMoment of(TrustScore score) {
      return new ScoreMoment(
          score.at(),
          score.position(),
          score.formula(),
          score.score(),
          score.domains().stream()
              .map(domain -> new DomainMoment(domain.domain(), domain.state(), domain.points()))
              .toList());
    }
  }

  /// How a domain stood at a moment.
  ///
  /// @param points of the score
  public record DomainMoment(TrustDomain domain, TrustState state, BigDecimal points) {}
}
