package io.trustfabric.trust.score;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/// How much of what is promised is proved.
///
/// @param at the moment that times were held against
/// @param position the last line of the ledger that is in; -1 for none. `at` and `position` asked
///   for again get the same answer
/// @param formula the version of the formula, see `trust-score.md`
/// @param score 0 to 100, with two decimals: the sum of the domains' points
public record TrustScore(
    Instant at, Long position, Integer formula, BigDecimal score, List<DomainScore> domains) {}
