package io.trustfabric.bench;

import java.util.Arrays;
import java.util.Locale;

/// Measured values of one kind, in any unit.
record Sample(double[] sorted) {

  static Sample of(double... values) {
    var sorted = values.clone();
    Arrays.sort(sorted);
    return new Sample(sorted);
  }

  int size() {
    return sorted.length;
  }

  /// The smallest value that at least `percent` of the values do not exceed (nearest rank); NaN
  /// when there are none.
  ///
  /// @param percent above 0, at most 100
  double percentile(double percent) {
    if (sorted.length == 0) {
      return Double.NaN;
    }
    var rank = (int) Math.ceil(percent / 100 * sorted.length);
    return sorted[Math.clamp(rank, 1, sorted.length) - 1];
  }

  /// The middle value, or the mean of the two in the middle.
  double median() {
    if (sorted.length == 0) {
      return Double.NaN;
    }
    var middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  double min() {
    return sorted.length == 0 ? Double.NaN : sorted[0];
  }

  double max() {
    return sorted.length == 0 ? Double.NaN : sorted[sorted.length - 1];
  }

  /// "p50 / p95 / p99 / max" with one decimal.
  String latencies() {
    return String.format(
        Locale.ROOT,
        "%.1f / %.1f / %.1f / %.1f",
        percentile(50),
        percentile(95),
        percentile(99),
        max());
  }
}
