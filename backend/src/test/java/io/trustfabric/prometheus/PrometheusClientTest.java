package io.trustfabric.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.trustfabric.prometheus.PrometheusSeries.PrometheusPoint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrometheusClientTest {

  private static final Instant AT = Instant.parse("2026-01-31T10:00:00Z");
  private static final RangeQuery QUERY = RangeQuery.of("up > 0", AT, AT.plusSeconds(60), 500);

  private static final String MATRIX =
      """
      {"status": "success", "data": {"resultType": "matrix", "result": [{"metric": {"job": "a"},
        "values": [[1769853600, "0.5"], [1769853601.25, "NaN"], [1769853602, "+Inf"]]}]}}
      """;

  private final List<String> tokens = new CopyOnWriteArrayList<>();
  private final CountDownLatch never = new CountDownLatch(1);
  private HttpServer http;

  @TempDir Path folder;

  @BeforeEach
  void start() throws IOException {
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.createContext("/good", exchange -> answer(exchange, MATRIX));
    http.createContext("/vector", exchange -> answer(exchange, MATRIX.replace("matrix", "vector")));
    http.createContext("/large", exchange -> answer(exchange, " ".repeat(9 * 1024 * 1024)));
    var error = "parse error:\\n up > 0 " + "x".repeat(400);
    http.createContext(
        "/refused", exchange -> answer(exchange, 400, "{\"error\": \"%s\"}".formatted(error)));
    http.createContext("/slow", exchange -> hang());
    http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    http.start();
  }

  @AfterEach
  void stop() {
    never.countDown();
    http.stop(0);
  }

  @Test
  void points_are_read_and_what_is_no_number_is_none() throws PrometheusException {
    assertThat(server("/good/", null).ranges(List.of(QUERY)))
        .containsExactly(
            List.of(
                new PrometheusSeries(
                    Map.of("job", "a"),
                    List.of(
                        new PrometheusPoint(AT, 0.5),
                        new PrometheusPoint(AT.plusSeconds(2), Double.POSITIVE_INFINITY)))));
  }

  @Test
  void a_token_is_read_anew_each_time() throws Exception {
    var file = folder.resolve("token");
    var server = server("/good", file);
    Files.writeString(file, "first\n");
    server.ranges(List.of(QUERY));
    Files.writeString(file, "second\n");
    server.ranges(List.of(QUERY));
    assertThat(tokens).containsExactly("Bearer first", "Bearer second");
    Files.writeString(file, "first\nsecond\n");
    assertUnavailable(server);
    Files.delete(file);
    assertUnavailable(server);
    assertThat(tokens).hasSize(2);
  }

  @Test
  void silence_a_closed_port_and_an_answer_without_end_are_all_unavailable() {
    assertUnavailable(server("/slow", null));
    assertUnavailable(server("/large", null));
    assertUnavailable(server("/nowhere", null));
    var closed = URI.create("http://localhost:1/");
    assertUnavailable(new PrometheusClient(closed, Duration.ofSeconds(5), null));
  }

  @Test
  void an_answer_of_another_kind_is_refused_and_not_tried_again() {
    assertThatExceptionOfType(PrometheusException.class)
        .isThrownBy(() -> server("/vector", null).ranges(List.of(QUERY)))
        .matches(e -> !e.isUnavailable());
  }

  @Test
  void what_prometheus_says_of_a_query_it_refuses_is_kept_apart_in_one_short_line() {
    assertThatExceptionOfType(PrometheusException.class)
        .isThrownBy(() -> server("/refused", null).range(QUERY))
        .matches(e -> !e.isUnavailable())
        .satisfies(e -> assertThat(e.getMessage()).isEqualTo("refuses the query"))
        .satisfies(e -> assertThat(e.reason()).startsWith("parse error: up > 0 xxx").hasSize(301));
  }

  @Test
  void where_there_is_no_server_nothing_is_asked() {
    var none = new PrometheusClient(null, Duration.ofSeconds(2), null);
    assertThat(none.isConfigured()).isFalse();
    assertUnavailable(none);
  }

  @Test
  void a_window_has_at_most_so_many_points_a_second_or_more_apart() {
    assertThat(RangeQuery.of("q", AT, AT, 500).step()).isEqualTo(Duration.ofSeconds(1));
    assertThat(RangeQuery.of("q", AT, AT.plusSeconds(500), 500).step())
        .isEqualTo(Duration.ofSeconds(1));
    assertThat(RangeQuery.of("q", AT, AT.plusMillis(500_001), 500).step())
        .isEqualTo(Duration.ofSeconds(2));
    assertThat(RangeQuery.of("q", AT, AT.plus(Duration.ofDays(7)), 500).step())
        .isEqualTo(Duration.ofSeconds(1_210));
  }

  private static void assertUnavailable(PrometheusClient server) {
    assertThatExceptionOfType(PrometheusException.class)
        .isThrownBy(() -> server.ranges(List.of(QUERY)))
        .matches(PrometheusException::isUnavailable)
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("localhost", "up > 0", "second"));
  }

  private PrometheusClient server(String path, Path token) {
    var root = "http://localhost:" + http.getAddress().getPort();
    return new PrometheusClient(URI.create(root + path), Duration.ofSeconds(2), token);
  }

  private void answer(HttpExchange exchange, String body) throws IOException {
    answer(exchange, 200, body);
  }

  private void answer(HttpExchange exchange, int status, String body) throws IOException {
    var token = exchange.getRequestHeaders().getFirst("Authorization");
    if (token != null) {
      tokens.add(token);
    }
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private void hang() {
    try {
      never.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
