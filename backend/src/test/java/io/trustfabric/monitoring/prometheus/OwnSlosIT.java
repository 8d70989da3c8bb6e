package io.trustfabric.monitoring.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import io.trustfabric.testing.Await;
import io.trustfabric.testing.BackendProcess;
import io.trustfabric.testing.Databases;
import io.trustfabric.testing.HttpApi;
import io.trustfabric.testing.PrometheusServer;
import io.trustfabric.testing.Tokens;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The product measures itself: what it promises lies in `infra/slo`, and a real Prometheus that
/// scrapes a real backend has an answer to each.
class OwnSlosIT {

  private static final Path FILES = Path.of("..", "infra", "slo");
  private static final List<String> NAMES =
      List.of("api-availability", "api-latency", "ledger-freshness");

  @Test
  void what_the_product_promises_of_itself_is_measured() throws Exception {
    try (var prometheus = new PrometheusServer();
        var postgres = EmbeddedPostgres.start()) {
      Databases.prepare(postgres.getJdbcUrl("postgres", "postgres"));
      var url = "jdbc:postgresql://localhost:%d/%s".formatted(postgres.getPort(), Databases.NAME);
      try (var backend =
          BackendProcess.start(
              url,
              Tokens.newKey(),
              "-Dtrust-fabric.prometheus.url=" + prometheus.uri(),
              "-Dtrust-fabric.slos.pull.every=1s",
              "-Dtrust-fabric.slos.pull.window=5S",
              "-Dtrust-fabric.slos.pull.settle=2S")) {
        prometheus.scrape("trust-fabric", backend.managementAddress(), "/q/metrics");
        prometheus.start();
        var api = backend.api();
        var imported =
            api.post(
                "/api/monitoring/slos/openslo",
                Tokens.person("engineer"),
                files(),
                "Content-Type",
                "application/yaml");
        assertThat(imported.status()).as(imported.text()).isEqualTo(201);
        assertThat(imported.body().path("created").asInt()).isEqualTo(3);
        assertThat(imported.body().at("/slos").findValuesAsText("name"))
            .containsExactlyElementsOf(NAMES);
        for (var slo : imported.body().path("slos")) {
          measured(api, slo.get("id").textValue());
        }
        for (var metric :
            List.of(
                "http_server_requests_seconds_bucket{le=\"0.3\"}",
                "http_server_requests_seconds_count{outcome=\"SUCCESS\"}",
                "trust_fabric_ledger_position_delay_seconds_bucket{le=\"1.0\"}")) {
          assertThat(prometheus.query(metric)).as(metric).isNotEmpty();
        }
        var rules =
            api.get("/api/monitoring/slos/prometheus-rules", Tokens.person("viewer")).text();
        assertThat(rules).contains(NAMES);
      }
    }
  }

  /// Something goes on until a window of it was pulled.
  private static void measured(HttpApi api, String slo) {
    Await.until(
        "the SLO is measured",
        Duration.ofSeconds(90),
        () -> {
          api.record("Something went on");
          var standing =
              api.get("/api/monitoring/slo-definitions/" + slo + "/status", Tokens.person("viewer"))
                  .body();
          var sli = standing.at("/standing/figures/sli");
          return sli.isNumber()
              && sli.doubleValue() > 0.5
              && standing.at("/standing/figures/totalEvents").doubleValue() > 1;
        });
  }

  private static String files() throws Exception {
    var all = new StringBuilder();
    for (var name : NAMES) {
      all.append("---\n").append(Files.readString(FILES.resolve(name + ".yaml")));
    }
    return all.toString();
  }
}
