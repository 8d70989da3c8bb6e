package io.trustfabric.modelops.drift;

import java.util.Map;
import org.apache.commons.numbers.gamma.Erfc;

/// The z-test for two shares with pooled variance, two-sided: whether one of two values is as
/// frequent as it was. z squared is the chi-square of the same two by two table.
final class ProportionTest {

  private ProportionTest() {}

  /// @param cells at most two; where there is one there is nothing to tell apart: z is 0 and p is 1
  static DriftResult compare(Cells cells) {
    double n = cells.referenceRows();
    double m = cells.currentRows();
    var last = cells.size() - 1;
    var before = cells.size() == 1 ? 1 : cells.reference()[last] / n;
    var now = cells.size() == 1 ? 1 : cells.current()[last] / m;
    var z = cells.size() == 1 ? 0 : z(cells, n, m);
    return new DriftResult(
        DriftMethod.Z_TEST,
        z,
        Erfc.value(Math.abs(z) / Math.sqrt(2)),
        cohensH(before, now),
        Map.of("referenceShare", before, "currentShare", now));
  }

  private static double z(Cells cells, double n, double m) {
    double r = cells.reference()[1];
    double c = cells.current()[1];
    var pooled = (r + c) / (n + m);
    return (c / m - r / n) / Math.sqrt(pooled * (1 - pooled) * (1 / n + 1 / m));
  }

  /// Cohen's effect size of two shares (1988): the difference of their angles, 0 to pi.
  static double cohensH(double before, double now) {
    return Math.abs(angle(now) - angle(before));
  }

  private static double angle(double share) {
    return 2 * Math.asin(Math.sqrt(Math.clamp(share, 0.0, 1.0)));
  }
}
