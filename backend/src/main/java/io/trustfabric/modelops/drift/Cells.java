package io.trustfabric.modelops.drift;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

/// Two samples counted by the same cells, none of which is empty in both.
///
/// @param reference counts of the reference
/// @param current counts of what is compared with it
/// @param how how the cells came about: `categories`, `values`, `sturges`, `deciles` or `bins`
record Cells(long[] reference, long[] current, String how) {

  /// Numbers with up to so many values are counted value by value, as Evidently does it.
  private static final int FEW_VALUES = 20;

  private static final int DECILES = 10;

  Cells {
    var kept = new ArrayList<Integer>();
    for (int i = 0; i < reference.length; i++) {
      if (reference[i] > 0 || current[i] > 0) {
        kept.add(i);
      }
    }
    reference = pick(reference, kept);
    current = pick(current, kept);
  }

  private static long[] pick(long[] counts, List<Integer> places) {
    return places.stream().mapToLong(i -> counts[i]).toArray();
  }

  int size() {
    return reference.length;
  }

  long referenceRows() {
    return Arrays.stream(reference).sum();
  }

  long currentRows() {
    return Arrays.stream(current).sum();
  }

  double[] referenceShares() {
    return shares(reference, referenceRows());
  }

  double[] currentShares() {
    return shares(current, currentRows());
  }

  private static double[] shares(long[] counts, long rows) {
    return Arrays.stream(counts).mapToDouble(count -> (double) count / rows).toArray();
  }

  /// The cells in which two samples of any kind are compared. Numbers are counted value by value
  /// where there are at most 20 of them, else by bins of equal width after Sturges.
  ///
  /// @throws IllegalArgumentException when the samples cannot be counted by the same cells
  static Cells of(Sample reference, Sample current) {
    return switch (reference) {
      case Categories r when current instanceof Categories c -> categories(r, c);
      case Histogram r when current instanceof Histogram c && r.hasSameBins(c) ->
          new Cells(r.counts(), c.counts(), "bins");
      case Histogram r when current instanceof Numbers c -> bins(r, c);
      case Numbers r when current instanceof Numbers c ->
          r.distinctWith(c) <= FEW_VALUES ? values(r, c) : sturges(r, c);
      default -> throw new IllegalArgumentException("samples of different kinds");
    };
  }

  static Cells categories(Categories reference, Categories current) {
    var names = new TreeSet<>(reference.counts().keySet());
    names.addAll(current.counts().keySet());
    return new Cells(
        names.stream().mapToLong(reference::count).toArray(),
        names.stream().mapToLong(current::count).toArray(),
        "categories");
  }

  /// A cell for each value that occurs.
  static Cells values(Numbers reference, Numbers current) {
    var values = new TreeSet<Double>();
    for (var numbers : List.of(reference, current)) {
      for (int i = 0; i < numbers.size(); i = numbers.past(numbers.at(i), i)) {
        values.add(numbers.at(i));
      }
    }
    var lower = values.stream().skip(1).mapToDouble(Double::doubleValue).toArray();
    return new Cells(count(reference, lower), count(current, lower), "values");
  }

  /// Bins of equal width over the range of both; how many by Sturges' rule (1926), which NumPy
  /// reads as ceil(log2(n) + 1) for the n rows of both.
  static Cells sturges(Numbers reference, Numbers current) {
    var inner = sturgesEdges(reference, current);
    inner = Arrays.copyOfRange(inner, 1, inner.length - 1);
    return new Cells(count(reference, inner), count(current, inner), "sturges");
  }

  static double[] sturgesEdges(Numbers reference, Numbers current) {
    var min = Math.min(reference.min(), current.min());
    var max = Math.max(reference.max(), current.max());
    var rows = (long) reference.size() + current.size();
    var width = (max - min) / (log2(rows) + 1);
    var bins = width > 0 ? (int) Math.ceil((max - min) / width) : 1;
    var step = (max - min) / bins;
    var edges = new double[bins + 1];
    for (int i = 0; i < bins; i++) {
      edges[i] = min + i * step;
    }
    edges[bins] = max;
    return edges;
  }

  /// Exact for powers of two, where a rounding error would make one bin more.
  private static double log2(long n) {
    return Long.bitCount(n) == 1 ? Long.numberOfTrailingZeros(n) : Math.log(n) / Math.log(2);
  }

  /// Ten bins between the reference's deciles. Deciles that coincide make one edge, so there are
  /// fewer bins where values repeat; the outer bins have no end.
  static Cells deciles(Numbers reference, Numbers current) {
    var inner = decileEdges(reference);
    return new Cells(count(reference, inner), count(current, inner), "deciles");
  }

  /// The different ones among minimum, deciles and maximum of the reference, without first and
  /// last.
  static double[] decileEdges(Numbers reference) {
    var edges = new TreeSet<Double>();
    for (int i = 0; i <= DECILES; i++) {
      edges.add(reference.quantile(i == DECILES ? 1 : i * (1.0 / DECILES)));
    }
    edges.pollFirst();
    edges.pollLast();
    return edges.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /// The reference's bins, and one more on each side for what lies outside of them.
  private static Cells bins(Histogram reference, Numbers current) {
    var edges = reference.edges();
    var counts = new long[edges.length + 1];
    System.arraycopy(reference.counts(), 0, counts, 1, reference.counts().length);
    var upper = edges.clone();
    // The last bin holds its upper edge too.
    upper[edges.length - 1] = Math.nextUp(edges[edges.length - 1]);
    return new Cells(counts, count(current, upper), "bins");
  }

  /// Counts by the bins between these edges: below the first, between two, from the last on.
  static long[] count(Numbers numbers, double[] inner) {
    var counts = new long[inner.length + 1];
    int from = 0;
    for (int bin = 0; bin < inner.length; bin++) {
      var to = from;
      while (to < numbers.size() && numbers.at(to) < inner[bin]) {
        to++;
      }
      counts[bin] = to - from;
      from = to;
    }
    counts[inner.length] = numbers.size() - from;
    return counts;
  }
}
