package io.trustfabric.modelops.drift;

import java.util.Arrays;

/// Counts of numbers by bin: bin i holds `edges[i] <= x < edges[i + 1]`, the last one also its
/// upper edge.
public final class Histogram implements Sample {

  private final double[] edges;
  private final long[] counts;

  /// @param edges finite, strictly ascending, one more than there are counts
  /// @param counts none below 0, at least one above
  /// @throws IllegalArgumentException when they are not so
  public Histogram(double[] edges, long[] counts) {
    if (counts.length == 0 || edges.length != counts.length + 1) {
      throw new IllegalArgumentException("needs one edge more than counts");
    }
    for (int i = 0; i < edges.length; i++) {
      if (!Double.isFinite(edges[i]) || i > 0 && edges[i] <= edges[i - 1]) {
        throw new IllegalArgumentException("does not ascend at edge " + i);
      }
    }
    long rows = 0;
    for (var count : counts) {
      if (count < 0) {
        throw new IllegalArgumentException("has a negative count");
      }
      rows = Math.addExact(rows, count);
    }
    if (rows == 0) {
      throw new IllegalArgumentException("has no values");
    }
    this.edges = edges.clone();
    this.counts = counts.clone();
  }

  @Override
  public long rows() {
    return Arrays.stream(counts).sum();
  }

  /// Whether both count by the same bins.
  public boolean hasSameBins(Histogram other) {
    return Arrays.equals(edges, other.edges);
  }

  double[] edges() {
    return edges;
  }

  long[] counts() {
    return counts;
  }
}
