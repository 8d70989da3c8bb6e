package io.trustfabric.record;

import java.time.Instant;

/// Up to where a record's past is asked for; both hold where both are given.
///
/// @param at lines written at or before this count; null for all times
/// @param position lines at or before this position count; null for all, also those that have none
///   yet
public record AsOf(Instant at, Long position) {

  /// As it is now.
  public static final AsOf NOW = new AsOf(null, null);
}
