package io.trustfabric.demo.monitoring;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Counters as a `/q/metrics` page shows them (Prometheus' text format), summed up by a selector.
record MetricsPage(List<Series> series) {

  private static final String STRING = "\"((?:[^\"\\\\]|\\\\.)*+)\"";
  private static final Pattern LINE =
      Pattern.compile("([a-zA-Z_:][\\w:]*+)(?:\\{(.*)})? ([^ ]+)(?: [0-9]+)?");
  private static final Pattern LABEL = Pattern.compile("([a-zA-Z_]\\w*+)=" + STRING);
  private static final Pattern SELECTOR = Pattern.compile("([a-zA-Z_:][\\w:]*+)(?:\\{(.*)})?");
  private static final Pattern MATCHER =
      Pattern.compile("([a-zA-Z_]\\w*+)\\s*+(=~|!~|!=|=)\\s*+" + STRING);

  /// The label that Prometheus adds when it scrapes: the page has none.
  private static final String JOB = "job";

  /// One counter.
  record Series(String name, Map<String, String> labels, BigDecimal value) {}

  static MetricsPage of(String text) {
    var series = new ArrayList<Series>();
    for (var line : text.lines().toList()) {
      var found = LINE.matcher(line);
      if (!line.startsWith("#") && found.matches() && found.group(3).matches("[-+0-9.eE]+")) {
        var labels = new HashMap<String, String>();
        LABEL
            .matcher(found.group(2) == null ? "" : found.group(2))
            .results()
            .forEach(label -> labels.put(label.group(1), unescaped(label.group(2))));
        series.add(new Series(found.group(1), labels, new BigDecimal(found.group(3))));
      }
    }
    return new MetricsPage(series);
  }

  /// What the counters that a selector picks come to; zero where it picks none.
  ///
  /// @throws IllegalArgumentException for other PromQL
  BigDecimal sum(String selector) {
    var found = SELECTOR.matcher(selector.strip());
    if (!found.matches()) {
      throw new IllegalArgumentException("no selector: " + selector);
    }
    var matchers = MATCHER.matcher(found.group(2) == null ? "" : found.group(2)).results().toList();
    return series.stream()
        .filter(one -> one.name.equals(found.group(1)))
        .filter(
            one ->
                matchers.stream()
                    .filter(matcher -> !matcher.group(1).equals(JOB))
                    .allMatch(
                        matcher ->
                            matches(
                                one.labels.getOrDefault(matcher.group(1), ""),
                                matcher.group(2),
                                unescaped(matcher.group(3)))))
        .map(Series::value)
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static boolean matches(String value, String operator, String wanted) {
    return switch (operator) {
      case "=" -> value.equals(wanted);
      case "!=" -> !value.equals(wanted);
      case "=~" -> value.matches(wanted);
      default -> !value.matches(wanted);
    };
  }

  private static String unescaped(String text) {
    return text.replace("\\n", "\n").replaceAll("\\\\(.)", "$1");
  }
}
