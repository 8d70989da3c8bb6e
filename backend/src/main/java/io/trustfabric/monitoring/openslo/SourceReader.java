package io.trustfabric.monitoring.openslo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trustfabric.monitoring.openslo.SloDocument.Metric;
import io.trustfabric.monitoring.openslo.SloDocument.Ratio;
import io.trustfabric.monitoring.slos.CountQuery;
import java.util.Map;

/// Reads where an indicator's counts come from.
final class SourceReader {

  private static final String GOOD = "/goodQuery";
  private static final String TOTAL = "/totalQuery";

  private final String ratioAt;
  private final Findings findings;

  /// @param ratioAt where the `ratioMetric` is
  SourceReader(String ratioAt, Findings findings) {
    this.ratioAt = ratioAt;
    this.findings = findings;
  }

  Map<String, String> places() {
    return Map.of(
        GOOD,
        ratioAt + "/good/metricSource/spec/query",
        TOTAL,
        ratioAt + "/total/metricSource/spec/query",
        "/source",
        ratioAt);
  }

  void read(Ratio ratio, ObjectNode report) {
    var good = type(ratio.good(), GOOD);
    var total = type(ratio.total(), TOTAL);
    if (good == null || total == null) {
      return;
    }
    if (!good.equals(total)) {
      findings.add(ratioAt, "must have one type of metric source for good and total");
    } else if (good.equals(Annotations.PUSHED)) {
      pushed(ratio.good(), "goodEvents", GOOD);
      pushed(ratio.total(), "totalEvents", TOTAL);
    } else {
      report.put("source", "prometheus");
      report.put("goodQuery", query(ratio.good()));
      report.put("totalQuery", query(ratio.total()));
      checkCounter(ratio);
    }
  }

  /// The type of a metric's source; null where it is none that is read.
  private String type(Metric metric, String field) {
    if (metric == null || metric.metricSource() == null || metric.metricSource().type() == null) {
      return null;
    }
    var type = metric.metricSource().type();
    if (type.equals(Annotations.PROMETHEUS) || type.equals(Annotations.PUSHED)) {
      return type;
    }
    findings.add(
        places().get(field).replaceFirst("/spec/query$", "/type"),
        "must be %s, or %s where counts are pushed to us"
            .formatted(Annotations.PROMETHEUS, Annotations.PUSHED));
    return null;
  }

  private void pushed(Metric metric, String name, String field) {
    if (query(metric) != null && !query(metric).equals(name)) {
      findings.add(places().get(field), "must be %s where counts are pushed".formatted(name));
    }
  }

  private void checkCounter(Ratio ratio) {
    if (Boolean.FALSE.equals(ratio.counter())
        && !(namesWindow(ratio.good()) && namesWindow(ratio.total()))) {
      findings.add(
          ratioAt + "/counter",
          "must be true, unless {{.window}} is in both queries: gauges count no events");
    }
  }

  private static boolean namesWindow(Metric metric) {
    return query(metric) != null && new CountQuery(query(metric)).namesWindow();
  }

  private static String query(Metric metric) {
    var spec = metric.metricSource().spec();
    return spec == null ? null : spec.query();
  }
}
