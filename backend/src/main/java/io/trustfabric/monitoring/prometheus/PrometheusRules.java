package io.trustfabric.monitoring.prometheus;

import io.trustfabric.monitoring.budget.AlertPair;
import io.trustfabric.monitoring.budget.Objective;
import io.trustfabric.monitoring.slos.CountQuery;
import io.trustfabric.monitoring.slos.SloDefinition;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/// An SLO as one group of Prometheus rules: counts and the share that was bad over each window, and
/// the alert pairs with our factors.
///
/// A share is a quotient of doubles and may come out a little off; shares and thresholds are
/// therefore compared with 12 decimals, which is what a target can have. A share exactly at its
/// threshold fires as little here as in {@link AlertPair#isExceeded}.
final class PrometheusRules {

  private static final String GOOD = "slo:sli_good:increase";
  private static final String TOTAL = "slo:sli_total:increase";
  private static final String BAD = "slo:sli_error:ratio_increase";
  private static final String WINDOW = "slo_window";
  private static final int DECIMALS = 12;
  private static final Duration FINEST = AlertPair.PAGE_FAST.shortWindow();

  private final SloDefinition slo;
  private final Objective objective;
  private final String only;
  private final List<Map<String, Object>> rules = new ArrayList<>();

  private PrometheusRules(SloDefinition slo) {
    this.slo = slo;
    this.objective = new Objective(slo.objective());
    this.only = "{slo_id=\"%s\"}".formatted(slo.id);
  }

  /// A whole rules file.
  static Map<String, Object> of(List<SloDefinition> slos) {
    var groups = new ArrayList<Object>();
    slos.forEach(slo -> groups.add(new PrometheusRules(slo).group()));
    var file = new LinkedHashMap<String, Object>();
    file.put("groups", groups);
    return file;
  }

  private Map<String, Object> group() {
    windows().forEach(this::shares);
    if (!slo.period.isCalendar()) {
      period();
    }
    record("slo:objective:ratio", "vector(%s)".formatted(plain(objective.share())), null);
    record("slo:error_budget:ratio", "vector(%s)".formatted(plain(objective.allowed())), null);
    for (var pair : AlertPair.values()) {
      if (!pair.cannotFire(objective, slo.period)) {
        alert(pair);
      }
    }
    var group = new LinkedHashMap<String, Object>();
    group.put("name", "%s: %s (%s)".formatted(slo.service, slo.name, slo.id));
    group.put("interval", "1m");
    group.put("rules", rules);
    return group;
  }

  /// All windows of the pairs, the shortest first.
  private static List<Duration> windows() {
    return Stream.of(AlertPair.values())
        .flatMap(pair -> Stream.of(pair.shortWindow(), pair.longWindow()))
        .distinct()
        .sorted()
        .toList();
  }

  private void shares(Duration window) {
    var w = written(window);
    record(TOTAL + w, new CountQuery(slo.totalQuery).over(w), w);
    record(GOOD + w, new CountQuery(slo.goodQuery).over(w), w);
    record(BAD + w, share(GOOD + w + only, TOTAL + w + only), w);
  }

  /// What was bad of all; nothing where there was nothing. Where there is no good series at all
  /// yet, none of the events was good.
  private static String share(String good, String total) {
    return """
        round(clamp_min(
          (%1$s - (%2$s or %1$s * 0))
          /
          (%1$s > 0)
        , 0), 1e-%3$d)"""
        .formatted(total, good, DECIMALS);
  }

  /// Over a whole period the recorded counts are summed up: as they overlap alike, each event
  /// counts as often as any other.
  private void period() {
    var w = slo.period.written().substring(1).toLowerCase(Locale.ROOT);
    var finest = written(FINEST);
    record(
        BAD + w,
        share(
            "sum_over_time(%s[%s])".formatted(GOOD + finest + only, w),
            "sum_over_time(%s[%s])".formatted(TOTAL + finest + only, w)),
        w);
    record(
        "slo:error_budget_remaining:ratio",
        "1 - max without (%s) (%s) / %s"
            .formatted(WINDOW, BAD + w + only, plain(objective.allowed())),
        null);
  }

  private void alert(AlertPair pair) {
    var threshold =
        plain(
            pair.factor(slo.period)
                .multiply(objective.allowed())
                .setScale(DECIMALS, RoundingMode.HALF_UP));
    var rule = new LinkedHashMap<String, Object>();
    rule.put("alert", "SloBudgetBurns");
    rule.put(
        "expr",
        """
        max without (%1$s) (%2$s > %4$s)
        and
        max without (%1$s) (%3$s > %4$s)"""
            .formatted(
                WINDOW,
                BAD + written(pair.longWindow()) + only,
                BAD + written(pair.shortWindow()) + only,
                threshold));
    rule.put(
        "labels",
        labels(
            "severity", lower(pair.severity()),
            "slo_pair", lower(pair),
            // The series has it too; in the rule it keeps rules of one name apart.
            "slo_id", slo.id.toString()));
    rule.put(
        "annotations",
        labels(
            "summary",
            "{{ $labels.slo_service }}: {{ $labels.slo }} burns its error budget",
            "description",
            "{{ $value | humanizePercentage }} were bad in %s; more than %s of the budget is used up in that time."
                .formatted(
                    written(pair.longWindow()),
                    plain(pair.share(slo.period).movePointRight(2)) + " %")));
    rules.add(rule);
  }

  private void record(String name, String expression, String window) {
    var rule = new LinkedHashMap<String, Object>();
    rule.put("record", name);
    rule.put("expr", expression);
    var labels = labels("slo_id", slo.id.toString(), "slo_service", slo.service, "slo", slo.name);
    if (window != null) {
      labels.put(WINDOW, window);
    }
    rule.put("labels", labels);
    rules.add(rule);
  }

  private static Map<String, String> labels(String... namesAndValues) {
    var labels = new LinkedHashMap<String, String>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      labels.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return labels;
  }

  private static String plain(BigDecimal number) {
    return number.stripTrailingZeros().toPlainString();
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  /// As Prometheus writes a duration: in its largest unit.
  static String written(Duration duration) {
    if (duration.toSeconds() % 86_400 == 0) {
      return duration.toDays() + "d";
    }
    return duration.toSeconds() % 3_600 == 0
        ? duration.toHours() + "h"
        : duration.toSeconds() % 60 == 0 ? duration.toMinutes() + "m" : duration.toSeconds() + "s";
  }
}
