package io.trustfabric.trust.score;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// What the claims of one domain are worth together.
///
/// @param points the sum of its claims' points
/// @param maximum the sum of their maxima
public record DomainScore(
    TrustDomain domain,
    TrustState state,
    BigDecimal points,
    BigDecimal maximum,
    List<ClaimScore> claims) {

  static DomainScore of(TrustDomain domain, List<Claim> claims) {
    var scores = claims.stream().map(Claim::score).toList();
    return new DomainScore(
        domain,
        state(scores),
        scores.stream().map(ClaimScore::points).reduce(BigDecimal.ZERO, BigDecimal::add),
        scores.stream().map(ClaimScore::maximum).reduce(BigDecimal.ZERO, BigDecimal::add),
        scores);
  }

  private static TrustState state(List<ClaimScore> claims) {
    var reasons = claims.stream().flatMap(claim -> claim.reasons().stream()).toList();
    if (reasons.stream().anyMatch(TrustReason::isBad)) {
      return TrustState.FAILING;
    }
    return reasons.isEmpty() ? TrustState.PROVED : TrustState.UNPROVED;
  }

  /// What weighs most: something bad before what is not known, then by the points lost.
  public Optional<TrustReason> worst() {
    return claims.stream()
        .flatMap(claim -> claim.reasons().stream())
        .min(Comparator.comparing(TrustReason::isBad).thenComparing(TrustReason::lost).reversed());
  }
}
