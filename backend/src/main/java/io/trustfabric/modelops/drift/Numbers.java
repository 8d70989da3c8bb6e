package io.trustfabric.modelops.drift;

import java.util.Arrays;

/// Numbers as they were seen, in ascending order: none of the methods asks in which order they
/// came.
public final class Numbers implements Sample {

  /// Beyond this squares and differences would leave what a double holds.
  private static final double LARGEST = 1e100;

  private final double[] sorted;
  private final int distinct;

  private Numbers(double[] sorted) {
    this.sorted = sorted;
    this.distinct = distinct(sorted);
  }

  /// A copy of the values, sorted. -0 and 0 are one value.
  ///
  /// @throws IllegalArgumentException when there are none, or one of them is not within +-1e100
  public static Numbers of(double... values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("has no values");
    }
    var sorted = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      if (!(Math.abs(values[i]) <= LARGEST)) {
        throw new IllegalArgumentException("is not within +-1e100 at " + i);
      }
      sorted[i] = values[i] + 0.0;
    }
    Arrays.sort(sorted);
    return new Numbers(sorted);
  }

  @Override
  public long rows() {
    return sorted.length;
  }

  int size() {
    return sorted.length;
  }

  /// The i-th smallest, from 0.
  double at(int i) {
    return sorted[i];
  }

  double min() {
    return sorted[0];
  }

  double max() {
    return sorted[sorted.length - 1];
  }

  /// How many different values there are.
  int distinct() {
    return distinct;
  }

  /// How many different values both have together.
  int distinctWith(Numbers other) {
    int both = 0;
    int i = 0;
    int j = 0;
    while (i < size() && j < other.size()) {
      var value = Math.min(at(i), other.at(j));
      i = past(value, i);
      j = other.past(value, j);
      both++;
    }
    for (; i < size(); i = past(at(i), i)) {
      both++;
    }
    for (; j < other.size(); j = other.past(other.at(j), j)) {
      both++;
    }
    return both;
  }

  /// The first place from `from` on whose value is greater than `value`.
  int past(double value, int from) {
    var i = from;
    while (i < sorted.length && sorted[i] <= value) {
      i++;
    }
    return i;
  }

  double mean() {
    var sum = new Sum();
    for (var value : sorted) {
      sum.add(value);
    }
    return sum.value() / sorted.length;
  }

  /// The standard deviation with the number of rows as divisor.
  double populationSigma() {
    var mean = mean();
    var squares = new Sum();
    for (var value : sorted) {
      squares.add((value - mean) * (value - mean));
    }
    return Math.sqrt(squares.value() / sorted.length);
  }

  /// The quantile by linear interpolation between the two nearest ranks (type 7 of Hyndman and Fan,
  /// 1996), which is what NumPy, R and spreadsheets do. Rounded as NumPy does it: from the nearer
  /// end, so that the same edges come out.
  double quantile(double q) {
    var rank = (sorted.length - 1) * q;
    var low = (int) Math.floor(rank);
    if (low >= sorted.length - 1) {
      return max();
    }
    var share = rank - low;
    var step = sorted[low + 1] - sorted[low];
    return share >= 0.5 ? sorted[low + 1] - step * (1 - share) : sorted[low] + step * share;
  }

  private static int distinct(double[] sorted) {
    int count = 1;
    for (int i = 1; i < sorted.length; i++) {
      if (sorted[i] != sorted[i - 1]) {
        count++;
      }
    }
    return count;
  }
}
