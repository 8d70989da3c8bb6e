package io.trustfabric.modelops.drift;

import java.util.Map;

/// The two-sample test of Kolmogorov and Smirnov, two-sided: the largest distance between the two
/// empirical distribution functions.
final class KolmogorovSmirnov {

  /// Up to so many rows in the larger sample the p-value is exact, as in SciPy.
  private static final int EXACT_ROWS = 10_000;

  private KolmogorovSmirnov() {}

  static DriftResult compare(Numbers reference, Numbers current) {
    var exact = Math.max(reference.size(), current.size()) <= EXACT_ROWS;
    var gap = gap(reference, current);
    var d = distance(gap, reference, current);
    var p =
        exact
            ? exactP(gap, reference.size(), current.size())
            : asymptoticP(d, reference.size(), current.size());
    return new DriftResult(
        DriftMethod.KOLMOGOROV_SMIRNOV,
        d,
        p,
        d,
        Map.of("pValueMode", exact ? "exact" : "asymptotic"));
  }

  /// D: 0 where both are distributed alike, 1 where they do not overlap.
  static double distance(Numbers reference, Numbers current) {
    return distance(gap(reference, current), reference, current);
  }

  private static double distance(long gap, Numbers reference, Numbers current) {
    return (double) gap / ((long) reference.size() * current.size());
  }

  /// D times the product of both sizes, a whole number: no rounding decides what is a tie.
  private static long gap(Numbers a, Numbers b) {
    long gap = 0;
    int i = 0;
    int j = 0;
    while (i < a.size() && j < b.size()) {
      var value = Math.min(a.at(i), b.at(j));
      i = a.past(value, i);
      j = b.past(value, j);
      gap = Math.max(gap, Math.abs((long) i * b.size() - (long) j * a.size()));
    }
    return gap;
  }

  /// P(D >= d) when both samples are of one continuous distribution, from counting the lattice
  /// paths (0, 0) to (n, m) that reach the boundary (Hodges 1958). Only shares of paths are added,
  /// never subtracted, so that also a small p-value has all its digits.
  static double exactP(long gap, int n, int m) {
    if (gap == 0) {
      return 1;
    }
    return n == m
        ? exactP(n, Math.toIntExact(gap / n))
        : outside(gap, Math.max(n, m), Math.min(n, m));
  }

  /// For equal sizes in closed form, by reflection (Gnedenko and Korolyuk 1951): 2 sum over k >= 1
  /// of (-1)^(k-1) C(2n, n - kh) / C(2n, n), from the last term inwards.
  private static double exactP(int n, int h) {
    double p = 0;
    for (int k = n / h - 1; k >= 0; k--) {
      double ratio = 1;
      for (int j = 0; j < h; j++) {
        ratio *= (double) (n - k * h - j) / (n + k * h + j + 1);
      }
      p = ratio * (1 - p);
    }
    return Math.min(1, 2 * p);
  }

  /// The share of the paths to (i, j) that have reached the boundary, column by column. A random
  /// path to (i, j) came from (i - 1, j) with probability i / (i + j).
  private static double outside(long gap, int n, int m) {
    var share = new double[m + 1];
    for (int j = 0; j <= m; j++) {
      share[j] = (long) j * n < gap ? 0 : 1;
    }
    for (int i = 1; i <= n; i++) {
      // Inside: |i m - j n| < gap. What lies outside counts as 1 and is never touched.
      var low = (int) Math.max(0, Math.floorDiv((long) i * m - gap, n) + 1);
      var high = (int) Math.min(m, Math.ceilDiv((long) i * m + gap, n) - 1);
      if (low > high) {
        return 1;
      }
      double before = low == 0 ? 0 : 1;
      for (int j = low; j <= high; j++) {
        before = (share[j] * i + before * j) / (i + j);
        share[j] = before;
      }
    }
    return Math.min(1, share[m]);
  }

  /// The distribution of the one-sample statistic at the effective size n m / (n + m), rounded, as
  /// SciPy takes it: nearer to the truth than the limit alone where one sample is small.
  static double asymptoticP(double d, long n, long m) {
    var effective = Math.max(1, Math.rint((double) n * m / (n + m)));
    return KolmogorovDistribution.survival((long) effective, d);
  }
}
