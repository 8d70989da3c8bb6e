package io.trustfabric.trust.score;

import java.math.BigDecimal;
import java.util.List;

/// What one claim is worth at a moment.
///
/// @param claim its name, such as `suites_pass`
/// @param points what it is worth now, with two decimals
/// @param maximum what it is worth when all of it is proved
/// @param good how many subjects are proved good
/// @param bad how many are shown to be bad
/// @param unknown how many of which it is not known
/// @param reasons what costs the points between `points` and `maximum`; their `lost` add up to it
public record ClaimScore(
    String claim,
    BigDecimal points,
    BigDecimal maximum,
    Long good,
    Long bad,
    Long unknown,
    List<TrustReason> reasons) {}
