package io.trustfabric.trust.overview;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/// How everything stands.
///
/// @param at the moment that times were held against
/// @param position the last line of the ledger that is in; -1 for none
/// @param score 0 to 100, with two decimals
/// @param blocks one a domain, always in the same order
/// @param needsMe what waits for people of the caller's roles; leaves out what waits for nobody
public record TrustOverview(
    Instant at,
    Long position,
    BigDecimal score,
    List<TrustBlock> blocks,
    List<TrustTask> needsMe) {}
