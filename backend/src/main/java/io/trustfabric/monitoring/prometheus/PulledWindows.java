package io.trustfabric.monitoring.prometheus;

import io.trustfabric.monitoring.slos.MeasurementReport;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// What Prometheus said of some windows, as measurements. A window of which it says nothing, or
/// that nothing happened in, has none. Where it counts events and knows no series of good ones,
/// none was good.
///
/// @param reports those windows in which something happened
/// @param remark which could not be used; null when all could
record PulledWindows(List<MeasurementReport> reports, String remark) {

  /// Good and total are extrapolated each for itself; so little more is noise.
  private static final BigDecimal NOISE = new BigDecimal("0.000001");

  private static final BigDecimal MOST = new BigDecimal("1000000000000000");

  /// Counts are kept to nine decimals: fewer events than this are none.
  private static final BigDecimal LEAST = new BigDecimal("0.000000001");

  /// @param good and
  /// @param total by the ends of their windows
  static PulledWindows of(
      UUID sloId, Duration window, Map<Instant, BigDecimal> good, Map<Instant, BigDecimal> total) {
    var reports = new ArrayList<MeasurementReport>();
    var contradictions = 0;
    Instant last = null;
    for (var count : total.entrySet()) {
      var end = count.getKey();
      var all = count.getValue();
      var fine = good.getOrDefault(end, BigDecimal.ZERO);
      if (all.signum() < 0
          || fine.signum() < 0
          || all.compareTo(MOST) > 0
          || fine.subtract(all).compareTo(NOISE) > 0) {
        contradictions++;
        last = end;
      } else if (all.compareTo(LEAST) >= 0) {
        reports.add(report(sloId, end.minus(window), end, fine.min(all), all));
      }
    }
    return new PulledWindows(
        reports,
        contradictions == 0
            ? null
            : "%d windows were left out: good was more than total, or a count is none; the last ends %s"
                .formatted(contradictions, last));
  }

  private static MeasurementReport report(
      UUID sloId, Instant start, Instant end, BigDecimal good, BigDecimal total) {
    return new MeasurementReport(
        sloId, null, null, null, null, null, null, null, null, start, end, good, total, null, null);
  }
}
