package io.trustfabric.prometheus;

import java.time.Duration;
import java.time.Instant;

/// What is asked of a stretch of time, both ends included.
///
/// @param query PromQL
/// @param step time between two points; at least a second
public record RangeQuery(String query, Instant from, Instant to, Duration step) {

  /// A query of at most so many points, a second or more apart.
  public static RangeQuery of(String query, Instant from, Instant to, int points) {
    var seconds = Math.ceilDiv(Duration.between(from, to).toMillis(), 1_000L * points);
    return new RangeQuery(query, from, to, Duration.ofSeconds(Math.max(1, seconds)));
  }
}
