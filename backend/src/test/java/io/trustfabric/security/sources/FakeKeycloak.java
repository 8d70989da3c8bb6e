package io.trustfabric.security.sources;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/// As much of Keycloak as the connector sees, with the bad days that the real one cannot be asked
/// for.
final class FakeKeycloak implements AutoCloseable {

  static final String SECRET = "the client's own";

  private final HttpServer server;
  private final List<Entry> entries = new CopyOnWriteArrayList<>();
  private final Set<String> tokens = ConcurrentHashMap.newKeySet();

  /// Answers that are still given before the fault begins; negative for ever.
  final AtomicInteger answersLeft = new AtomicInteger(-1);

  final AtomicInteger tokensGiven = new AtomicInteger();
  final AtomicInteger logsAsked = new AtomicInteger();

  /// The status of every answer during the fault.
  volatile int fault = 503;

  /// An entry of a log.
  private record Entry(String log, Instant at, String type, String json) {}

  FakeKeycloak() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::answer);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  String url() {
    return "http://localhost:" + server.getAddress().getPort() + "/";
  }

  /// The connector's configuration for this server.
  ///
  /// @param settings names without their prefix, and values, in turn
  KeycloakConfig config(String... settings) {
    var builder =
        new SmallRyeConfigBuilder()
            .addDiscoveredConverters()
            .withMapping(KeycloakConfig.class)
            .withDefaultValue("trust-fabric.keycloak.url", url())
            .withDefaultValue("trust-fabric.keycloak.client-secret", SECRET)
            .withDefaultValue("trust-fabric.keycloak.deep-look", "0S")
            .withDefaultValue("trust-fabric.keycloak.page", "10");
    for (int i = 0; i < settings.length; i += 2) {
      builder.withDefaultValue("trust-fabric.keycloak." + settings[i], settings[i + 1]);
    }
    return builder.build().getConfigMapping(KeycloakConfig.class);
  }

  /// Somebody mistypes a password.
  ///
  /// @return the entry's id
  String wrongPassword(String username, Instant at) {
    var id = UUID.randomUUID().toString();
    wrongPassword(id, username, at);
    return id;
  }

  void wrongPassword(String id, String username, Instant at) {
    log(
        "events",
        at,
        "LOGIN_ERROR",
        """
        {"id": "%s", "time": %d, "type": "LOGIN_ERROR", "realmId": "r", "clientId": "trust-fabric-web",
         "ipAddress": "203.0.113.7", "error": "invalid_user_credentials",
         "details": {"auth_method": "openid-connect", "code_id": "c0de", "username": "%s"}}
        """
            .formatted(id, at.toEpochMilli(), username));
  }

  /// An entry becomes visible.
  void log(String log, Instant at, String type, String json) {
    entries.add(new Entry(log, Instant.ofEpochMilli(at.toEpochMilli()), type, json));
  }

  /// All tokens given so far are void, as after a restart with new keys.
  void forgetTokens() {
    tokens.clear();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      var left = answersLeft.getAndUpdate(n -> n > 0 ? n - 1 : n);
      if (left == 0) {
        send(exchange, fault, "{}");
      } else if (exchange.getRequestURI().getPath().endsWith("/protocol/openid-connect/token")) {
        giveToken(exchange);
      } else {
        giveLog(exchange);
      }
    }
  }

  private void giveToken(HttpExchange exchange) throws IOException {
    var form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    if (!form.contains("grant_type=client_credentials")
        || !form.contains("client_id=keycloak-events")
        || !form.contains("client_secret=the+client%27s+own")) {
      send(exchange, 401, "{\"error\": \"invalid_client\"}");
      return;
    }
    var token = "token-" + tokensGiven.incrementAndGet();
    tokens.add("Bearer " + token);
    send(exchange, 200, "{\"access_token\": \"%s\", \"expires_in\": 300}".formatted(token));
  }

  private void giveLog(HttpExchange exchange) throws IOException {
    logsAsked.incrementAndGet();
    if (!tokens.contains(exchange.getRequestHeaders().getFirst("Authorization"))) {
      send(exchange, 401, "{}");
      return;
    }
    var path = exchange.getRequestURI().getPath();
    var query = query(exchange);
    var from = Instant.ofEpochMilli(Long.parseLong(query.get("dateFrom").getFirst()));
    var found =
        new ArrayList<>(
            entries.stream()
                .filter(e -> path.equals("/admin/realms/trust-fabric/" + e.log))
                .filter(e -> !e.at.isBefore(from))
                .filter(e -> query.getOrDefault("type", List.of(e.type)).contains(e.type))
                .toList());
    // Keycloak orders by time alone.
    Collections.shuffle(found);
    found.sort(Comparator.comparing(Entry::at));
    send(
        exchange,
        200,
        found.stream()
            .limit(Long.parseLong(query.get("max").getFirst()))
            .map(Entry::json)
            .collect(Collectors.joining(",", "[", "]")));
  }

  private static Map<String, List<String>> query(HttpExchange exchange) {
    return List.of(exchange.getRequestURI().getQuery().split("&")).stream()
        .map(pair -> pair.split("=", 2))
        .collect(
            Collectors.groupingBy(
                pair -> pair[0], Collectors.mapping(pair -> pair[1], Collectors.toList())));
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
