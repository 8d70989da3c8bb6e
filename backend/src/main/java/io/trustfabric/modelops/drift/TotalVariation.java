package io.trustfabric.modelops.drift;

import java.util.Map;

/// The total variation distance: half the sum of the differences of shares, 0 to 1. The largest
/// difference in probability that any set of cells has.
final class TotalVariation {

  private TotalVariation() {}

  static DriftResult compare(Cells cells) {
    var reference = cells.referenceShares();
    var current = cells.currentShares();
    var sum = new Sum();
    for (int i = 0; i < cells.size(); i++) {
      sum.add(Math.abs(reference[i] - current[i]));
    }
    var distance = Math.min(1, sum.value() / 2);
    return new DriftResult(
        DriftMethod.TOTAL_VARIATION,
        distance,
        null,
        distance,
        Map.of("cells", cells.size(), "binning", cells.how()));
  }
}
