package io.trustfabric.monitoring.slos;

import io.trustfabric.monitoring.budget.Amount;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What was measured from the first of some times up to each of them, of which any two make a
/// difference.
final class RunningSums {

  private final Map<Instant, Amount> upTo = new HashMap<>();

  /// @param times in order
  /// @param between what was measured between one and the next
  RunningSums(List<Instant> times, List<Amount> between) {
    var sum = Amount.NOTHING;
    upTo.put(times.getFirst(), sum);
    for (int i = 1; i < times.size(); i++) {
      sum = sum.plus(between.get(i - 1));
      upTo.put(times.get(i), sum);
    }
  }

  /// What was measured between two of the times.
  Amount between(Instant from, Instant to) {
    var before = upTo.get(from);
    var after = upTo.get(to);
    return new Amount(
        after.good().subtract(before.good()),
        after.total().subtract(before.total()),
        after.coveredMicros() - before.coveredMicros(),
        after.longestMicros());
  }
}
