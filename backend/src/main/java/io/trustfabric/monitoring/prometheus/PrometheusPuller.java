package io.trustfabric.monitoring.prometheus;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.trustfabric.monitoring.slos.SloPulls;
import io.trustfabric.prometheus.PrometheusClient;
import io.trustfabric.prometheus.PrometheusException;
import io.trustfabric.prometheus.RangeQuery;
import io.trustfabric.record.Conflict;
import io.trustfabric.record.Invalid;
import io.trustfabric.record.Leadership;
import io.trustfabric.web.Secrets;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jboss.logging.Logger;

/// Pulls measurements from Prometheus while this process leads: for each SLO that is read from it
/// the windows that are complete, once each. An outage of Prometheus, or of ours, costs nothing but
/// time: what it has kept meanwhile is pulled afterwards.
@ApplicationScoped
public class PrometheusPuller {

  private static final Logger LOG = Logger.getLogger(PrometheusPuller.class);
  private static final Duration DAY = Duration.ofDays(1);

  private final PullConfig config;
  private final Leadership leadership;
  private final SloPulls pulls;
  private final PrometheusClient prometheus;
  private boolean silent;

  PrometheusPuller(
      PullConfig config, PrometheusClient prometheus, Leadership leadership, SloPulls pulls) {
    this.config = config;
    this.leadership = leadership;
    this.pulls = pulls;
    this.prometheus = prometheus;
    var window = config.window();
    if (window.compareTo(Duration.ofSeconds(1)) < 0
        || window.getNano() != 0
        || DAY.toSeconds() % window.toSeconds() != 0
        || config.batch() < 1
        || config.batch() > 11_000) {
      throw new IllegalStateException(
          "trust-fabric.slos.pull: window must be whole seconds that divide a day, batch 1 to 11000");
    }
  }

  @Scheduled(
      every = "${trust-fabric.slos.pull.every:60s}",
      identity = "prometheus-puller",
      concurrentExecution = ConcurrentExecution.SKIP)
  void pullWhileLeading() {
    if (prometheus.isConfigured() && leadership.isLeading()) {
      pull(Instant.now());
    }
  }

  /// Pulls all windows that are complete at a time. Nothing that goes wrong with one SLO keeps the
  /// others from being pulled for.
  void pull(Instant now) {
    var until = lastEnd(now);
    List<SloPulls.Due> due;
    try {
      due = pulls.due(until, config.window());
    } catch (RuntimeException e) {
      LOG.warnf("what is due from Prometheus cannot be read, trying on: %s", e.getMessage());
      return;
    }
    String outage = null;
    for (var slo : due) {
      if (outage == null) {
        outage = pull(slo, until);
      } else {
        keep(slo, outage);
      }
    }
    if (!due.isEmpty() && silent != (outage != null)) {
      silent = outage != null;
      LOG.infof(silent ? "%s; trying on" : "Prometheus answers again", outage);
    }
  }

  /// The end of the last window that is complete.
  private Instant lastEnd(Instant now) {
    var window = config.window().toSeconds();
    var settled = now.minus(config.settle()).getEpochSecond();
    return Instant.ofEpochSecond(settled - Math.floorMod(settled, window));
  }

  /// @return why Prometheus cannot be asked at all; null when it can
  private String pull(SloPulls.Due slo, Instant until) {
    try {
      var from = slo.pulledUntil();
      for (int i = 0; i < config.batchesAtOnce() && onGrid(from).isBefore(until); i++) {
        var to = min(until, onGrid(from).plus(config.window().multipliedBy(config.batch())));
        if (!pull(slo, from, to)) {
          return null;
        }
        from = to;
      }
      return null;
    } catch (PrometheusException e) {
      keep(slo, told(e));
      return e.isUnavailable() ? told(e) : null;
    } catch (Conflict e) {
      keep(slo, e.getMessage());
    } catch (Invalid e) {
      keep(slo, "The SLO does not take it: " + e.fields().getFirst().message());
    } catch (RuntimeException e) {
      LOG.warnf("windows of SLO %s cannot be stored, trying on: %s", slo.sloId(), e.getMessage());
      keep(slo, "The windows could not be stored.");
    }
    return null;
  }

  private boolean pull(SloPulls.Due slo, Instant from, Instant to) throws PrometheusException {
    var window = config.window();
    var first = onGrid(from).plus(window);
    var span = PrometheusRules.written(window);
    var total = counts(slo.total().over(span), first, to);
    var good = total.isEmpty() ? total : counts(slo.good().over(span), first, to);
    var pulled = PulledWindows.of(slo.sloId(), window, good, total);
    return pulls.take(slo.sloId(), from, to, pulled.reports(), pulled.remark());
  }

  /// By the ends of their windows.
  ///
  /// @throws Conflict when there is more than one series
  private Map<Instant, BigDecimal> counts(String query, Instant first, Instant last)
      throws PrometheusException {
    var series = prometheus.range(new RangeQuery(query, first, last, config.window()));
    if (series.size() > 1) {
      throw new Conflict("the query gives %d series instead of one".formatted(series.size()));
    }
    var counts = new TreeMap<Instant, BigDecimal>();
    series.stream()
        .flatMap(one -> one.points().stream())
        .filter(point -> Double.isFinite(point.value()))
        .forEach(point -> counts.put(point.at(), BigDecimal.valueOf(point.value())));
    return counts;
  }

  private static String told(PrometheusException failure) {
    var told = "Prometheus " + failure.getMessage();
    return failure.reason().isEmpty() || Secrets.isCertain(failure.reason())
        ? told
        : told + ": " + failure.reason();
  }

  private void keep(SloPulls.Due slo, String failure) {
    try {
      pulls.failed(slo.sloId(), failure);
    } catch (RuntimeException e) {
      LOG.warnf("a failure to pull could not be kept: %s", e.getMessage());
    }
  }

  /// Where the next whole window starts: windows may have had another length before.
  private Instant onGrid(Instant from) {
    var window = config.window().toSeconds();
    var past = Math.floorMod(from.getEpochSecond(), window);
    return past == 0 ? from : from.plusSeconds(window - past);
  }

  private static Instant min(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
