package io.trustfabric.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/// As much of Prometheus as experiments see. What it answers is set over HTTP, since the suite's
/// resources live in another class loader than its tests.
public class FakePrometheus implements QuarkusTestResourceLifecycleManager {

  public static final String URL = "test.prometheus.url";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<JsonNode> asked = new CopyOnWriteArrayList<>();
  private volatile JsonNode answers = JSON.createObjectNode();
  private HttpServer server;

  @Override
  public Map<String, String> start() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/answers", this::set);
    server.createContext("/asked", exchange -> send(exchange, 200, asked.toString()));
    server.createContext("/prometheus/api/v1/query_range", this::range);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
    var root = "http://localhost:" + server.getAddress().getPort();
    System.setProperty(URL, root);
    return Map.of(
        "trust-fabric.prometheus.url", root + "/prometheus/",
        "trust-fabric.prometheus.timeout", "2S",
        "trust-fabric.chaos.queries.errors", "errors{job=\"$target\", env=\"$environment\"}",
        "trust-fabric.chaos.queries.latency", "latency{job=\"$target\"}");
  }

  @Override
  public void stop() {
    server.stop(0);
  }

  /// Sets what is answered from now on: by the first word of a query a list of values a second
  /// apart, a list of series, or a status; nothing is no data. What was asked is forgotten.
  public static void answers(String json) {
    call("/answers", json);
  }

  /// The queries that came since.
  public static JsonNode asked() {
    try {
      return JSON.readTree(call("/asked", "{}"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String call(String path, String body) {
    try (var client = HttpClient.newHttpClient()) {
      return client
          .send(
              HttpRequest.newBuilder(URI.create(System.getProperty(URL) + path))
                  .POST(HttpRequest.BodyPublishers.ofString(body))
                  .build(),
              BodyHandlers.ofString())
          .body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void set(HttpExchange exchange) throws IOException {
    answers = JSON.readTree(exchange.getRequestBody());
    asked.clear();
    send(exchange, 200, "");
  }

  private void range(HttpExchange exchange) throws IOException {
    var query = JSON.createObjectNode();
    var form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    for (var part : form.split("&")) {
      var pair = part.split("=", 2);
      query.put(pair[0], URLDecoder.decode(pair[1], StandardCharsets.UTF_8));
    }
    query.put("authorization", exchange.getRequestHeaders().getFirst("Authorization"));
    asked.add(query);
    var answer = answers.path(query.get("query").textValue().replaceAll("\\W.*", ""));
    if (answer.isInt()) {
      send(exchange, answer.intValue(), "{\"status\": \"error\", \"error\": \"secret detail\"}");
      return;
    }
    if (answer.isTextual()) {
      send(exchange, 200, answer.textValue());
      return;
    }
    var matrix = JSON.createObjectNode().put("status", "success");
    var result = matrix.putObject("data").put("resultType", "matrix").putArray("result");
    var series = answer.path(0).isArray() ? answer : JSON.createArrayNode();
    if (!answer.path(0).isArray() && !answer.isEmpty()) {
      series = JSON.createArrayNode().add(answer);
    }
    var start = query.get("start").asDouble();
    for (var one : series) {
      var shown = result.addObject();
      shown.putObject("metric").put("job", "a");
      var values = shown.putArray("values");
      for (int i = 0; i < one.size(); i++) {
        values.addArray().add(start + i).add(one.get(i).asText());
      }
    }
    send(exchange, 200, matrix.toString());
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
