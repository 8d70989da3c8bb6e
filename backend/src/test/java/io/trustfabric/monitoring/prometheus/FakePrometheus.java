package io.trustfabric.monitoring.prometheus;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Answers range queries with whatever a test wants, also what the real one never would.
final class FakePrometheus implements AutoCloseable {

  private final HttpServer server;

  final List<Map<String, String>> asked = new CopyOnWriteArrayList<>();
  final List<String> authorization = new CopyOnWriteArrayList<>();

  volatile int status = 200;

  /// The whole body; null to answer samples.
  volatile String body;

  /// The value at each step of good and total; null for none.
  volatile String good = "99";

  volatile String total = "100";

  /// Whether an answer ends before its announced length.
  volatile boolean truncated;

  FakePrometheus() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/prefix/api/v1/query_range", this::answer);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  URI uri() {
    return URI.create("http://localhost:" + server.getAddress().getPort() + "/prefix/");
  }

  private void answer(HttpExchange exchange) throws IOException {
    var form = form(exchange);
    asked.add(form);
    authorization.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
    var text = body == null ? samples(form) : body;
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length + (truncated ? 100 : 0));
    exchange.getResponseBody().write(bytes);
    if (truncated) {
      exchange.getResponseBody().flush();
    }
    exchange.close();
  }

  private String samples(Map<String, String> form) {
    var value = form.get("query").contains("good") ? good : total;
    if (value == null) {
      return "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[]}}";
    }
    var values = new ArrayList<String>();
    var step = Long.parseLong(form.get("step").replace("s", ""));
    var end = seconds(form.get("end"));
    for (var at = seconds(form.get("start")); at <= end; at += step) {
      values.add("[%d,\"%s\"]".formatted(at, value));
    }
    return "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[{\"metric\":{},\"values\":%s}]}}"
        .formatted(values);
  }

  private static long seconds(String time) {
    return new BigDecimal(time).longValueExact();
  }

  private static Map<String, String> form(HttpExchange exchange) throws IOException {
    var text = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    return Stream.of(text.split("&"))
        .map(field -> field.split("=", 2))
        .collect(Collectors.toMap(f -> f[0], f -> URLDecoder.decode(f[1], StandardCharsets.UTF_8)));
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
