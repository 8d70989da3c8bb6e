package io.trustfabric.runner;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// As much of the API as the runner sees. What the real one would refuse is refused and kept as a
/// mistake.
final class FakeApi implements AutoCloseable {

  final Map<String, ObjectNode> backups = new LinkedHashMap<>();
  final Map<String, ObjectNode> restores = new LinkedHashMap<>();
  final List<String> mistakes = new ArrayList<>();
  final List<String> mayExpire = new ArrayList<>();

  /// Whether it answers 503 to everything.
  volatile boolean isDown;

  /// Whether the next change is made while its answer is lost.
  volatile boolean losesAnswer;

  private final Map<String, String> keys = new LinkedHashMap<>();
  private final HttpServer server;

  private FakeApi(HttpServer server) {
    this.server = server;
  }

  static FakeApi start() throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    var api = new FakeApi(server);
    server.createContext("/", api::answer);
    server.start();
    return api;
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  ObjectNode newestBackup() {
    return List.copyOf(backups.values()).getLast();
  }

  ObjectNode newestRestore() {
    return List.copyOf(restores.values()).getLast();
  }

  private synchronized void answer(HttpExchange exchange) throws IOException {
    var path = exchange.getRequestURI().getPath();
    var text = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    if (isDown) {
      send(exchange, 503, "{}");
    } else if (path.endsWith("/token")) {
      expect(text.contains("grant_type=client_credentials"), "token by client credentials");
      send(exchange, 200, "{\"access_token\": \"good\", \"expires_in\": 300}");
    } else {
      expect("Bearer good".equals(exchange.getRequestHeaders().getFirst("Authorization")), "token");
      var body = text.isEmpty() ? Json.object() : (ObjectNode) Json.parse(text);
      var answer = api(exchange, path.replaceFirst("^/api/backup/", ""), body);
      if (losesAnswer && exchange.getRequestMethod().equals("PATCH")) {
        losesAnswer = false;
        exchange.close();
        return;
      }
      send(exchange, answer.status(), answer.text());
    }
  }

  private record Answer(int status, String text) {}

  private Answer api(HttpExchange exchange, String path, ObjectNode body) {
    var parts = path.split("/");
    if (path.equals("retention")) {
      expect("target=ledger-db".equals(exchange.getRequestURI().getQuery()), "target of the plan");
      var plan = Json.object();
      var list = plan.putArray("mayExpire");
      mayExpire.forEach(id -> list.addObject().put("backupId", id));
      return new Answer(200, plan.toString());
    }
    if (path.equals("backups")) {
      return create(exchange, body, backups, "in_progress");
    }
    if (parts.length == 3 && parts[2].equals("restore")) {
      expect(backups.containsKey(parts[1]), "a restore is of a backup");
      expect(
          backups.get(parts[1]).path("status").asText().equals("completed"),
          "a restore is of a completed backup");
      return create(exchange, body.put("backupId", parts[1]), restores, "requested");
    }
    var records = parts[0].equals("backups") ? backups : restores;
    return change(records.get(parts[1]), parts[2], body);
  }

  private Answer create(
      HttpExchange exchange, ObjectNode body, Map<String, ObjectNode> records, String status) {
    var key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
    expect(key != null, "a report that creates has an idempotency key");
    var id = keys.get(key);
    if (id == null) {
      if (body.has("parentBackupId")) {
        var parent = backups.get(body.get("parentBackupId").textValue());
        expect(
            parent != null && parent.path("status").asText().equals("completed"),
            "a parent is completed");
      }
      id = UUID.randomUUID().toString();
      keys.put(key, id);
      records.put(id, body.deepCopy().put("id", id).put("status", status));
    }
    return new Answer(201, records.get(id).toString());
  }

  private Answer change(ObjectNode record, String verb, ObjectNode body) {
    var becomes =
        Map.of(
                "complete",
                "completed",
                "fail",
                "failed",
                "start",
                "in_progress",
                "expire",
                "expired")
            .get(verb);
    var was = record.get("status").textValue();
    var allowed =
        switch (was) {
          case "requested" -> Set.of("in_progress");
          case "in_progress" -> Set.of("completed", "failed");
          case "completed" -> Set.of("expired");
          default -> Set.of();
        };
    if (!allowed.contains(becomes)) {
      return new Answer(
          409,
          Json.object()
              .put("type", "https://trustfabric.io/problems/forbidden-transition")
              .put("currentStatus", was)
              .toString());
    }
    if (verb.equals("fail")) {
      var reason = body.path("failureReason").asText();
      expect(!reason.isBlank() && reason.length() <= 2_000, "a reason");
      expect(!reason.matches(".*[0-9a-f]{32}.*"), "a reason without digests: " + reason);
    }
    record.setAll(body);
    record.put("status", becomes);
    return new Answer(200, record.toString());
  }

  private void expect(boolean isSo, String what) {
    if (!isSo) {
      mistakes.add(what);
    }
  }

  private static void send(HttpExchange exchange, int status, String text) throws IOException {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
