package io.trustfabric.security.sources;

import java.time.Duration;
import java.time.Instant;

/// Keeps account of failures in a row: when to try again, and when to say so.
final class Outage {

  private final Duration wait;
  private final Duration longestWait;
  private Instant since;
  private Instant nextTry = Instant.MIN;
  private int failures;
  private boolean told;

  /// @param wait after the first failure; doubles with each
  Outage(Duration wait, Duration longestWait) {
    this.wait = wait;
    this.longestWait = longestWait;
  }

  boolean mayTry(Instant now) {
    return !now.isBefore(nextTry);
  }

  /// @return whether it is the first in a row
  boolean failed(Instant now) {
    if (since == null) {
      since = now;
    }
    var doubled = wait.multipliedBy(1L << Math.min(failures++, 20));
    nextTry = now.plus(doubled.compareTo(longestWait) < 0 ? doubled : longestWait);
    return failures == 1;
  }

  /// @return how long it had failed; null when it had not
  Duration over(Instant now) {
    var lasted = since == null ? null : Duration.between(since, now);
    since = null;
    nextTry = Instant.MIN;
    failures = 0;
    told = false;
    return lasted;
  }

  /// Whether it has lasted so long that people must know, and they do not yet.
  boolean isUntoldAfter(Duration lasting, Instant now) {
    return since != null && !told && !now.isBefore(since.plus(lasting));
  }

  void told() {
    told = true;
  }
}
