package io.trustfabric.modelops.drift;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// The correction of Benjamini and Hochberg (1995): comparing corrected p-values with a level keeps
/// the expected share of false alarms among all alarms below it.
public final class FalseDiscovery {

  private FalseDiscovery() {}

  /// Each p-value corrected for all of them, in their order: p(i) m / i, made ascending from the
  /// largest down, at most 1.
  public static List<Double> correct(List<Double> pValues) {
    var count = pValues.size();
    var largestFirst =
        IntStream.range(0, count)
            .boxed()
            .sorted(Comparator.comparing(pValues::get, Comparator.reverseOrder()))
            .toList();
    var corrected = new Double[count];
    double least = 1;
    for (int place = 0; place < count; place++) {
      int i = largestFirst.get(place);
      least = Math.min(least, pValues.get(i) * ((double) count / (count - place)));
      corrected[i] = least;
    }
    return List.of(corrected);
  }
}
