package io.trustfabric.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A real Prometheus on a port of its own, which scrapes one target every second and keeps its data
/// over restarts. Tests are skipped where it is not installed.
public final class PrometheusServer implements AutoCloseable {

  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path program;
  private final Path folder;
  private final int port = FreePorts.any();
  private Process process;

  public PrometheusServer() throws IOException {
    program = Tools.needed("prometheus");
    folder = Files.createTempDirectory("prometheus-");
  }

  /// @param job the label that all its series get
  /// @param target `host:port`
  public void scrape(String job, String target, String path) throws IOException {
    Files.writeString(
        folder.resolve("prometheus.yml"),
        """
        global: {scrape_interval: 1s, scrape_timeout: 1s}
        scrape_configs:
        - job_name: %s
          metrics_path: %s
          static_configs: [{targets: ["%s"]}]
        """
            .formatted(job, path, target));
  }

  public URI uri() {
    return URI.create("http://127.0.0.1:" + port);
  }

  public void start() throws IOException {
    process =
        new ProcessBuilder(
                List.of(
                    program.toString(),
                    "--config.file=" + folder.resolve("prometheus.yml"),
                    "--storage.tsdb.path=" + folder.resolve("data"),
                    "--web.listen-address=127.0.0.1:" + port,
                    "--log.level=warn"))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    Await.until("Prometheus is ready", Duration.ofSeconds(60), this::isReady);
  }

  private boolean isReady() throws IOException, InterruptedException {
    if (!process.isAlive()) {
      throw new IOException(Files.readString(folder.resolve("log")));
    }
    return CLIENT
            .send(
                HttpRequest.newBuilder(uri().resolve("/-/ready")).build(), BodyHandlers.ofString())
            .statusCode()
        == 200;
  }

  /// As an operator stops it.
  public void stop() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }

  /// What a query gives now: the list of its series.
  public JsonNode query(String promql) {
    try {
      var uri =
          uri().resolve("/api/v1/query?query=" + URLEncoder.encode(promql, StandardCharsets.UTF_8));
      var answer = CLIENT.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
      return JSON.readTree(answer.body()).at("/data/result");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() throws IOException {
    try {
      if (process != null && process.isAlive()) {
        process.destroyForcibly().waitFor();
      }
      try (var files = Files.walk(folder)) {
        for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
