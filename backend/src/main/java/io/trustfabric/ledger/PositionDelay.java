package io.trustfabric.ledger;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;

/// Measures how long committed lines wait for their position, as a metric for what is promised of
/// it (infra/slo/ledger-freshness.yaml).
///
/// When a line was committed is written nowhere. It was after the line was made, and after the last
/// look that found all there was and did not find it: the later of the two is what is known, so
/// that the delay is never understated, and overstated by one poll at most while there is a leader.
final class PositionDelay {

  private static final Duration[] BUCKETS = {
    Duration.ofMillis(100),
    Duration.ofMillis(300),
    Duration.ofSeconds(1),
    Duration.ofSeconds(10),
    Duration.ofMinutes(1)
  };

  private final Timer timer;
  private Instant foundAll = Instant.MIN;

  PositionDelay(MeterRegistry registry) {
    timer =
        Timer.builder("trust.fabric.ledger.position.delay")
            .description("From a ledger line's commit to its final position")
            .serviceLevelObjectives(BUCKETS)
            .register(registry);
  }

  /// Nothing is known of looks before this one.
  void startsAnew() {
    foundAll = Instant.MIN;
  }

  /// @param began when the look began
  /// @param made when each of the lines was made
  /// @param all whether it found all there was
  void placed(Instant began, Iterable<Instant> made, boolean all) {
    var now = Instant.now();
    for (var at : made) {
      var since = at.isAfter(foundAll) ? at : foundAll;
      timer.record(since.isBefore(now) ? Duration.between(since, now) : Duration.ZERO);
    }
    if (all) {
      foundAll = began;
    }
  }
}
