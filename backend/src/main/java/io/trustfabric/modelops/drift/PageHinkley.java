package io.trustfabric.modelops.drift;

import java.util.LinkedHashMap;

/// The Page-Hinkley test for a rise of the mean (Page 1954; in the form of Gama et al., "A Survey
/// on Concept Drift Adaptation", 2014): with m(t) = sum up to t of (x(i) - mean(i) - delta),
/// mean(i) being that of the first i values, it alarms when m(t) - min m reaches lambda. Nothing is
/// forgotten and nothing is reset.
final class PageHinkley {

  /// A rise so small is no drift.
  static final double DELTA = 0.005;

  /// So many values are read before an alarm.
  static final int WARM_UP = 30;

  private PageHinkley() {}

  /// The statistic is the largest m(t) - min m there was after the warm-up.
  static DriftResult read(ErrorStream errors, double lambda) {
    var sum = new Sum();
    var cumulated = new Sum();
    double least = 0;
    int leastAt = 0;
    double statistic = 0;
    int change = 0;
    int alarm = -1;
    for (int i = 0; i < errors.size(); i++) {
      sum.add(errors.at(i));
      cumulated.add(errors.at(i) - sum.value() / (i + 1) - DELTA);
      var m = cumulated.value();
      if (m < least) {
        least = m;
        leastAt = i + 1;
      }
      if (i + 1 >= WARM_UP && m - least > statistic) {
        statistic = m - least;
        change = leastAt;
      }
      if (alarm < 0 && i + 1 >= WARM_UP && m - least >= lambda) {
        alarm = i;
      }
    }
    var details = new LinkedHashMap<String, Object>();
    details.put("delta", DELTA);
    details.put("warmUp", WARM_UP);
    details.put("changeAt", change);
    if (alarm >= 0) {
      details.put("alarmAt", alarm);
    }
    return new DriftResult(
        DriftMethod.PAGE_HINKLEY,
        statistic,
        null,
        statistic > 0 ? errors.riseAt(change) : 0,
        details);
  }
}
