package io.trustfabric.modelops.drift;

import java.util.Map;

/// The Jensen-Shannon distance in base 2: the root of the mean divergence of both from their
/// mixture (Lin 1991; Endres and Schindelin 2003). 0 where the shares are equal, 1 where no cell
/// has rows of both.
final class JensenShannon {

  private static final double LN2 = Math.log(2);

  private JensenShannon() {}

  static DriftResult compare(Cells cells) {
    var distance = distance(cells);
    return new DriftResult(
        DriftMethod.JENSEN_SHANNON,
        distance,
        null,
        distance,
        Map.of("cells", cells.size(), "binning", cells.how(), "base", 2));
  }

  static double distance(Cells cells) {
    var reference = cells.referenceShares();
    var current = cells.currentShares();
    var sum = new Sum();
    for (int i = 0; i < cells.size(); i++) {
      var middle = (reference[i] + current[i]) / 2;
      sum.add(relative(reference[i], middle) + relative(current[i], middle));
    }
    // Rounding may leave less than nothing where both are equal.
    return Math.sqrt(Math.clamp(sum.value() / 2 / LN2, 0.0, 1.0));
  }

  private static double relative(double share, double middle) {
    return share == 0 ? 0 : share * Math.log(share / middle);
  }
}
