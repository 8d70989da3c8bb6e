package io.trustfabric.modelops.drift;

import java.util.LinkedHashMap;

/// The drift detection method DDM (Gama, Medas, Castillo and Rodrigues, "Learning with Drift
/// Detection", 2004): with p(i) the share of errors among the first i answers and s(i) = sqrt(p(i)
/// (1 - p(i)) / i), it warns when p(i) + s(i) reaches p + 2 s and alarms at p + 3 s of the place
/// where p + s was least.
final class DriftDetection {

  static final int WARM_UP = 30;
  static final double WARNING = 2;

  private DriftDetection() {}

  /// The statistic is the largest (p(i) + s(i) - p) / s there was. A beginning without any error,
  /// or with nothing else, has no spread and is not taken as the least: else the first error would
  /// alarm.
  static DriftResult read(ErrorStream errors, double deviations) {
    var sum = new Sum();
    var best = Double.POSITIVE_INFINITY;
    double p0 = 0;
    double s0 = 0;
    int bestAt = 0;
    double statistic = 0;
    int change = 0;
    int warning = -1;
    int alarm = -1;
    for (int i = 0; i < errors.size(); i++) {
      sum.add(errors.at(i));
      var n = i + 1;
      var p = sum.value() / n;
      var s = Math.sqrt(Math.max(0, p * (1 - p)) / n);
      if (n < WARM_UP || s == 0) {
        continue;
      }
      if (p + s < best) {
        best = p + s;
        p0 = p;
        s0 = s;
        bestAt = n;
      }
      var level = (p + s - p0) / s0;
      if (level > statistic) {
        statistic = level;
        change = bestAt;
      }
      if (warning < 0 && level >= WARNING) {
        warning = i;
      }
      if (alarm < 0 && level >= deviations) {
        alarm = i;
      }
    }
    var details = new LinkedHashMap<String, Object>();
    details.put("warmUp", WARM_UP);
    details.put("changeAt", change);
    if (warning >= 0) {
      details.put("warningAt", warning);
    }
    if (alarm >= 0) {
      details.put("alarmAt", alarm);
    }
    return new DriftResult(
        DriftMethod.DDM, statistic, null, statistic > 0 ? errors.riseAt(change) : 0, details);
  }
}
