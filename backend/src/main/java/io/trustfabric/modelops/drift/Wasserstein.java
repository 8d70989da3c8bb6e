package io.trustfabric.modelops.drift;

import java.util.Map;

/// The Wasserstein-1 distance (earth mover's): the area between both distribution functions, in
/// standard deviations of the reference.
final class Wasserstein {

  /// A reference that hardly varies counts as varying by this, as in Evidently.
  static final double LEAST_SIGMA = 0.001;

  private Wasserstein() {}

  static DriftResult compare(Numbers reference, Numbers current) {
    var distance = distance(reference, current);
    var unit = Math.max(reference.populationSigma(), LEAST_SIGMA);
    return new DriftResult(
        DriftMethod.WASSERSTEIN,
        distance / unit,
        null,
        distance / unit,
        Map.of("distance", distance, "normalisedBy", unit));
  }

  /// In the unit of the feature.
  static double distance(Numbers a, Numbers b) {
    var area = new Sum();
    var product = (double) a.size() * b.size();
    int i = 0;
    int j = 0;
    var at = Math.min(a.min(), b.min());
    while (i < a.size() || j < b.size()) {
      var next =
          Math.min(
              i < a.size() ? a.at(i) : Double.POSITIVE_INFINITY,
              j < b.size() ? b.at(j) : Double.POSITIVE_INFINITY);
      var gap = Math.abs((long) i * b.size() - (long) j * a.size());
      area.add(gap / product * (next - at));
      at = next;
      i = a.past(next, i);
      j = b.past(next, j);
    }
    return area.value();
  }
}
