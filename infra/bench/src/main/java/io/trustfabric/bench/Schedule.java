package io.trustfabric.bench;

import java.time.Duration;
import java.util.Arrays;
import java.util.Random;

/// When requests are due in an open model: whoever sends does not wait for answers.
final class Schedule {

  private Schedule() {}

  /// Independent senders: exponential gaps. The same seed gives the same schedule.
  ///
  /// @param perSecond mean rate, above 0
  /// @return nanoseconds after the start, ascending, all within `length`
  static long[] poisson(double perSecond, Duration length, long seed) {
    if (!(perSecond > 0)) {
      throw new IllegalArgumentException("a rate above 0 is needed, not " + perSecond);
    }
    var random = new Random(seed);
    var due = new long[(int) (perSecond * length.toMillis() / 1_000 * 2) + 100];
    var count = 0;
    var at = 0.0;
    while (count < due.length) {
      at += -Math.log(1 - random.nextDouble()) / perSecond * 1e9;
      if (at >= length.toNanos()) {
        break;
      }
      due[count++] = (long) at;
    }
    return Arrays.copyOf(due, count);
  }
}
