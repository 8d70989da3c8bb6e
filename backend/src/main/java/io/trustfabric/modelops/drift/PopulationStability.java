package io.trustfabric.modelops.drift;

import java.util.Map;

/// The population stability index: the sum over cells of (c - r) ln(c / r), r and c being the
/// shares of reference and current. It is the symmetric divergence of Kullback and Leibler
/// (Jeffreys 1946).
final class PopulationStability {

  /// A share below this counts as this, so that an empty cell is no infinity. Shares are not scaled
  /// to sum 1 again.
  static final double FLOOR = 1e-4;

  private PopulationStability() {}

  static DriftResult compare(Cells cells) {
    var psi = index(cells);
    return new DriftResult(
        DriftMethod.PSI,
        psi,
        null,
        psi,
        Map.of("cells", cells.size(), "binning", cells.how(), "floor", FLOOR));
  }

  private static double index(Cells cells) {
    var reference = cells.referenceShares();
    var current = cells.currentShares();
    var sum = new Sum();
    for (int i = 0; i < cells.size(); i++) {
      var r = Math.max(reference[i], FLOOR);
      var c = Math.max(current[i], FLOOR);
      sum.add((c - r) * Math.log(c / r));
    }
    return sum.value();
  }
}
