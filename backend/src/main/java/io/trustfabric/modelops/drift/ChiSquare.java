package io.trustfabric.modelops.drift;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.commons.numbers.gamma.RegularizedGamma;

/// Pearson's chi-square test of homogeneity of two samples over the same cells, without Yates'
/// correction: both are samples, so the reference is no exact expectation.
final class ChiSquare {

  /// Cochran's rule (1954): an expected count below this makes the approximation doubtful.
  static final double LEAST_EXPECTED = 5;

  private ChiSquare() {}

  static DriftResult compare(Cells cells) {
    return compare(cells, LEAST_EXPECTED);
  }

  /// @param leastExpected cells that are expected to hold fewer in the smaller sample are pooled
  static DriftResult compare(Cells cells, double leastExpected) {
    var pooled = pool(cells, leastExpected);
    var chi2 = statistic(pooled);
    var df = pooled.size() - 1;
    var p = df == 0 ? 1 : RegularizedGamma.Q.value(df / 2.0, chi2 / 2);
    double n = cells.referenceRows();
    double m = cells.currentRows();
    return new DriftResult(
        DriftMethod.CHI_SQUARE,
        chi2,
        p,
        // phi is sqrt(chi2 / (n + m)); that of equally large samples has n m in place of (n + m)^2
        // / 4.
        Math.sqrt(chi2 * (n + m) / (4 * n * m)),
        Map.of("degreesOfFreedom", df, "cells", cells.size(), "cellsAfterPooling", pooled.size()));
  }

  /// The sum of (observed - expected)^2 / expected over both samples, in the form of one sum.
  private static double statistic(Cells cells) {
    double n = cells.referenceRows();
    double m = cells.currentRows();
    var sum = new Sum();
    for (int i = 0; i < cells.size(); i++) {
      double r = cells.reference()[i];
      double c = cells.current()[i];
      var gap = r * m - c * n;
      sum.add(gap * gap / (r + c));
    }
    return sum.value() / (n * m);
  }

  /// Puts all cells that expect too little into one, and the next smallest too while that one still
  /// expects too little. Cells of one size go together, so that neither order nor exchange of the
  /// samples decides.
  private static Cells pool(Cells cells, double leastExpected) {
    var share =
        (double) Math.min(cells.referenceRows(), cells.currentRows())
            / (cells.referenceRows() + cells.currentRows());
    var both =
        IntStream.range(0, cells.size())
            .mapToLong(i -> cells.reference()[i] + cells.current()[i])
            .toArray();
    long limit = 0;
    long inPool = 0;
    for (var size : Arrays.stream(both).sorted().distinct().toArray()) {
      if (size * share >= leastExpected && (inPool == 0 || inPool * share >= leastExpected)) {
        break;
      }
      limit = size;
      inPool = Arrays.stream(both).filter(b -> b <= size).sum();
    }
    return inPool == 0
        ? cells
        : new Cells(
            pooled(cells.reference(), both, limit),
            pooled(cells.current(), both, limit),
            cells.how());
  }

  private static long[] pooled(long[] counts, long[] both, long limit) {
    var pool = IntStream.range(0, counts.length).filter(i -> both[i] <= limit);
    var rest = IntStream.range(0, counts.length).filter(i -> both[i] > limit);
    return LongStream.concat(
            LongStream.of(pool.mapToLong(i -> counts[i]).sum()), rest.mapToLong(i -> counts[i]))
        .toArray();
  }
}
