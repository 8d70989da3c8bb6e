package io.trustfabric.demo.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.trustfabric.demo.api.Client;
import io.trustfabric.demo.api.Credentials;
import io.trustfabric.local.HttpJson;
import io.trustfabric.local.LaunchFailure;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// What the product promises of itself: imports `infra/slo`, and, since no Prometheus may be at
/// hand, counts what the demo makes the backend do, by the same queries on the backend's own
/// metrics.
public final class OwnSlos {

  private final Client engineer;
  private final Client reporter;
  private final URI metrics;
  private final List<JsonNode> slos = new ArrayList<>();
  private final List<Reading> readings = new ArrayList<>();

  /// The counters at one time.
  private record Reading(Instant at, MetricsPage page) {}

  public OwnSlos(Credentials credentials) {
    this.engineer = new Client(credentials, "engineering-desk");
    this.reporter = new Client(credentials, "slo-reporter");
    this.metrics = URI.create(credentials.managementUrl() + "/q/metrics");
  }

  /// Imports the files, and counts from here on.
  public void begin(Path root) {
    var imported = engineer.post("/api/monitoring/slos/openslo", "application/yaml", files(root));
    imported
        .get("slos")
        .forEach(
            slo ->
                slos.add(
                    engineer.get("/api/monitoring/slo-definitions/" + slo.get("id").textValue())));
    read();
  }

  /// Ends a window and begins another; one that would be shorter than a second goes on.
  public void read() {
    var now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    if (readings.isEmpty() || !now.isBefore(readings.getLast().at().plusSeconds(1))) {
      var page = HttpJson.send(HttpRequest.newBuilder(metrics).GET()).text();
      readings.add(new Reading(now, MetricsPage.of(page)));
    }
  }

  /// Records what was counted since the beginning.
  ///
  /// @return what to say of it
  public List<String> end() {
    read();
    var reports = JsonNodeFactory.instance.arrayNode();
    slos.forEach(slo -> report(slo, reports));
    if (!reports.isEmpty()) {
      reporter.post("/api/monitoring/slos/batch", reports);
    }
    return slos.stream().map(slo -> said(slo, reports)).toList();
  }

  private void report(JsonNode slo, ArrayNode reports) {
    for (int i = 1; i < readings.size(); i++) {
      var total = increase(slo.get("totalQuery").textValue(), i);
      var good = increase(slo.get("goodQuery").textValue(), i);
      // A backend that was started anew counts from zero, and nothing of nothing is no data.
      if (total.signum() > 0 && good.signum() >= 0) {
        reports
            .addObject()
            .put("sloId", slo.get("id").textValue())
            .put("windowStart", readings.get(i - 1).at().toString())
            .put("windowEnd", readings.get(i).at().toString())
            .put("goodEvents", good.min(total))
            .put("totalEvents", total);
      }
    }
  }

  private BigDecimal increase(String query, int to) {
    return readings.get(to).page().sum(query).subtract(readings.get(to - 1).page().sum(query));
  }

  private static String said(JsonNode slo, ArrayNode reports) {
    var good = BigDecimal.ZERO;
    var total = BigDecimal.ZERO;
    for (var report : reports) {
      if (report.get("sloId").equals(slo.get("id"))) {
        good = good.add(report.get("goodEvents").decimalValue());
        total = total.add(report.get("totalEvents").decimalValue());
      }
    }
    return "%s: %s of %s were good while this ran"
        .formatted(slo.get("name").textValue(), plain(good), plain(total));
  }

  private static String plain(BigDecimal count) {
    return count.stripTrailingZeros().toPlainString();
  }

  private static String files(Path root) {
    try (var files = Files.list(root.resolve("infra/slo"))) {
      var texts = new ArrayList<String>();
      for (var file : files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList()) {
        texts.add(Files.readString(file));
      }
      return texts.stream().collect(Collectors.joining("---\n"));
    } catch (IOException e) {
      throw new LaunchFailure("infra/slo cannot be read.", e);
    }
  }
}
