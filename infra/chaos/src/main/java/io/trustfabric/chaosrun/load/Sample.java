package io.trustfabric.chaosrun.load;

import java.time.Duration;
import java.time.Instant;

/// One request of the probe.
///
/// @param dueAt when it was scheduled
/// @param lag from then until it was really sent: the probe's own fault
/// @param latency from the scheduled time to the answer or to giving up
/// @param status of HTTP; 0 when there was no answer
/// @param refusedClearly a 503 that says when to come again
/// @param acknowledged the id of the record that an answered write made; null for anything else
public record Sample(
    Instant dueAt,
    Duration lag,
    Duration latency,
    int status,
    boolean refusedClearly,
    String acknowledged) {

  /// Whether it was answered as it should be.
  public boolean isWell() {
    return status >= 200 && status < 300;
  }

  /// Neither done nor refused with a word about when to try again.
  public boolean isUnclear() {
    return !isWell() && !refusedClearly;
  }

  /// When the answer came, or was no longer waited for.
  public Instant doneAt() {
    return dueAt.plus(latency);
  }
}
