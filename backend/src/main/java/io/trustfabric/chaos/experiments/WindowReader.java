package io.trustfabric.chaos.experiments;

import io.trustfabric.chaos.verdicts.ExperimentPhase;
import io.trustfabric.prometheus.PrometheusClient;
import io.trustfabric.prometheus.PrometheusException;
import io.trustfabric.prometheus.PrometheusSeries;
import io.trustfabric.prometheus.PrometheusSeries.PrometheusPoint;
import io.trustfabric.prometheus.RangeQuery;
import io.trustfabric.record.Conflict;
import io.trustfabric.web.Problem;
import io.trustfabric.web.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/// Reads the figures that nobody gave from Prometheus, for each window that the experiment had.
///
/// An error rate is the mean of its points. A latency is the largest of its points: percentiles
/// have no mean, and the largest is what the whole window's cannot exceed. A window without a point
/// is unknown.
@ApplicationScoped
public class WindowReader {

  private static final Logger LOG = Logger.getLogger(WindowReader.class);

  /// Points of one window; Prometheus gives up to 11,000.
  private static final int POINTS = 500;

  private static final Pattern PLACEHOLDER = Pattern.compile("\\$(target|environment)\\b");

  private static final int RATE_DIGITS = 9;
  private static final int MS_DIGITS = 6;
  private static final double MOST_MS = 1e9;

  private final PrometheusClient prometheus;
  private final Map<String, String> templates;

  WindowReader(ChaosConfig config, PrometheusClient prometheus) {
    this.prometheus = prometheus;
    this.templates = prometheus.isConfigured() ? Map.copyOf(config.queries()) : Map.of();
  }

  /// Names of the query templates there are.
  Set<String> templates() {
    return templates.keySet();
  }

  /// One figure to be read.
  private record Wanted(ProbeMeasure measure, ExperimentPhase phase, RangeQuery query) {}

  /// The experiment's figures, those that it lacks read as its query templates say.
  ///
  /// @param clock with the end of the experiment
  /// @throws Refusal 503 when Prometheus gives none
  /// @throws Conflict when a template asks for what is no such figure
  WindowFigures complete(ChaosTestResult test, WindowFigures given, ExperimentClock clock) {
    var wanted = new ArrayList<Wanted>();
    for (var phase : ExperimentPhase.values()) {
      want(ProbeMeasure.ERROR_RATE, test.errorRateQuery, phase, test, given, clock, wanted);
      want(ProbeMeasure.LATENCY_P95, test.latencyP95Query, phase, test, given, clock, wanted);
    }
    if (wanted.isEmpty()) {
      return given;
    }
    if (!prometheus.isConfigured()) {
      throw unavailable("is no longer configured");
    }
    var answers = ask(wanted.stream().map(Wanted::query).toList());
    var figures = given;
    for (int i = 0; i < wanted.size(); i++) {
      var one = wanted.get(i);
      figures = figures.with(one.measure(), one.phase(), figure(one.measure(), answers.get(i)));
    }
    return figures;
  }

  private void want(
      ProbeMeasure measure,
      String template,
      ExperimentPhase phase,
      ChaosTestResult test,
      WindowFigures given,
      ExperimentClock clock,
      List<Wanted> wanted) {
    var from = from(phase, clock);
    var to = to(phase, clock);
    if (template == null || from == null || to == null || given.of(measure, phase) != null) {
      return;
    }
    if (!templates.containsKey(template)) {
      throw unavailable("is no longer configured with the template " + template);
    }
    var query = filled(templates.get(template), test.target, test.environment);
    wanted.add(new Wanted(measure, phase, RangeQuery.of(query, from, to, POINTS)));
  }

  private static Instant from(ExperimentPhase phase, ExperimentClock clock) {
    return switch (phase) {
      case BEFORE -> clock.startedAt();
      case DURING -> clock.faultInjectedAt();
      case AFTER -> clock.recoveredAt();
    };
  }

  private static Instant to(ExperimentPhase phase, ExperimentClock clock) {
    return switch (phase) {
      case BEFORE -> clock.faultInjectedAt();
      case DURING -> clock.faultClearedAt();
      case AFTER -> clock.completedAt();
    };
  }

  /// A template with the experiment's own names, written so that they end no string of PromQL.
  static String filled(String template, String target, String environment) {
    return PLACEHOLDER
        .matcher(template)
        .replaceAll(
            found ->
                Matcher.quoteReplacement(
                    quoted(found.group(1).equals("target") ? target : environment)));
  }

  private static String quoted(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }

  private List<List<PrometheusSeries>> ask(List<RangeQuery> queries) {
    try {
      return prometheus.ranges(queries);
    } catch (PrometheusException e) {
      LOG.warnf("figures of an experiment cannot be read: Prometheus %s", e.getMessage());
      if (e.isUnavailable()) {
        throw unavailable(e.getMessage());
      }
      throw new Conflict(
          "A query template does not work: Prometheus %s.".formatted(e.getMessage()));
    }
  }

  private static Refusal unavailable(String what) {
    return Refusal.of(
        Problem.Kind.UNAVAILABLE,
        "Prometheus %s. Nothing was changed: repeat it later, or give the figures."
            .formatted(what));
  }

  private static BigDecimal figure(ProbeMeasure measure, List<PrometheusSeries> answer) {
    if (answer.size() > 1) {
      throw new Conflict(
          "A query template must answer one series, not %d.".formatted(answer.size()));
    }
    var values =
        answer.stream()
            .flatMap(series -> series.points().stream())
            .mapToDouble(PrometheusPoint::value)
            .summaryStatistics();
    if (values.getCount() == 0) {
      return null;
    }
    var rate = measure == ProbeMeasure.ERROR_RATE;
    if (values.getMin() < 0 || values.getMax() > (rate ? 1 : MOST_MS)) {
      throw new Conflict(
          "A query template answers %s to %s, which is no %s."
              .formatted(
                  values.getMin(),
                  values.getMax(),
                  rate ? "error rate of 0 to 1" : "latency in milliseconds"));
    }
    return rate
        ? BigDecimal.valueOf(Math.min(1, values.getAverage()))
            .setScale(RATE_DIGITS, RoundingMode.HALF_UP)
        : BigDecimal.valueOf(values.getMax()).setScale(MS_DIGITS, RoundingMode.HALF_UP);
  }
}
