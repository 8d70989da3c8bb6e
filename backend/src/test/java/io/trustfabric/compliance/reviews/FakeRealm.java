package io.trustfabric.compliance.reviews;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.trustfabric.testing.PostgresResource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/// As much of Keycloak's admin API as reviews use: people with roles and groups, in the shapes that
/// the real one answers.
final class FakeRealm implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final Map<String, Person> people = new LinkedHashMap<>();

  /// What was asked, by whom.
  final List<String> calls = new ArrayList<>();

  /// While true nothing works.
  volatile boolean isDown;

  /// While true nothing can be taken away.
  volatile boolean refusesDeletions;

  /// @param permissions `role`, `client/role` or `/group`
  private record Person(String id, boolean enabled, TreeSet<String> permissions) {}

  FakeRealm() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::answer);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  private static KeycloakReviewsConfig configOf(String url, String... clients) {
    var builder =
        new SmallRyeConfigBuilder()
            .addDiscoveredConverters()
            .withMapping(KeycloakReviewsConfig.class)
            .withDefaultValue("trust-fabric.keycloak.url", url);
    for (var client : clients) {
      builder.withDefaultValue("trust-fabric.keycloak.%s.client-secret".formatted(client), "s3");
    }
    return builder.build().getConfigMapping(KeycloakReviewsConfig.class);
  }

  /// The configuration for this server.
  KeycloakReviewsConfig config(String... clients) {
    return configOf("http://localhost:" + server.getAddress().getPort() + "/", clients);
  }

  synchronized void holds(String username, String... permissions) {
    people.put(
        username, new Person("id-" + username, true, new TreeSet<>(Arrays.asList(permissions))));
  }

  synchronized void disable(String username) {
    people.computeIfPresent(username, (u, p) -> new Person(p.id, false, p.permissions));
  }

  synchronized TreeSet<String> permissions(String username) {
    return new TreeSet<>(people.get(username).permissions);
  }

  private synchronized void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      var path = exchange.getRequestURI().getPath();
      var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      var who = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
      calls.add("%s %s %s".formatted(who, exchange.getRequestMethod(), path));
      if (isDown) {
        send(exchange, 503, Map.of());
      } else if (path.endsWith("/token")) {
        var client = body.replaceAll("(?s).*client_id=([^&]+).*", "$1");
        send(exchange, 200, Map.of("access_token", client, "expires_in", 300));
      } else if (path.endsWith("/.well-known/openid-configuration")) {
        send(exchange, 200, Map.of("issuer", PostgresResource.ISSUER));
      } else if (!who.startsWith("Bearer keycloak-")) {
        send(exchange, 401, Map.of());
      } else {
        realm(exchange, path.replaceFirst("/admin/realms/trust-fabric/", ""), body);
      }
    }
  }

  private void realm(HttpExchange exchange, String path, String body) throws IOException {
    var parts = path.split("/");
    if (exchange.getRequestMethod().equals("DELETE")) {
      delete(exchange, parts, body);
    } else if (path.equals("clients")) {
      send(exchange, 200, page(exchange, List.of(client("c-tax", "tax", false), machine())));
    } else if (path.equals("clients/c-bot/service-account-user")) {
      send(exchange, 200, user("service-account-bot", new Person("id-bot", true, new TreeSet<>())));
    } else if (path.equals("users")) {
      send(
          exchange,
          200,
          page(
              exchange,
              people.entrySet().stream().map(p -> user(p.getKey(), p.getValue())).toList()));
    } else if (path.equals("roles")) {
      send(exchange, 200, page(exchange, List.of(role("viewer"), role("superuser"))));
    } else if (path.startsWith("roles-by-id/r-superuser/composites")) {
      send(exchange, 200, List.of(role("admin"), clientRole("tax", "file")));
    } else if (parts[0].equals("groups")) {
      group(exchange, parts);
    } else if (path.endsWith("/role-mappings")) {
      // Who may only manage users is shown none.
      send(
          exchange,
          200,
          exchange.getRequestHeaders().getFirst("Authorization").contains("snapshots")
              ? mappings(held(parts[1]))
              : Map.of());
    } else if (path.endsWith("/groups")) {
      send(
          exchange,
          200,
          held(parts[1]).stream()
              .filter(p -> p.startsWith("/"))
              .map(p -> Map.of("id", "g-" + p.substring(1), "path", p))
              .toList());
    } else {
      send(exchange, 404, Map.of());
    }
  }

  /// A group of this realm gives the role `group-role`.
  private static void group(HttpExchange exchange, String[] parts) throws IOException {
    send(
        exchange,
        200,
        parts.length > 2
            ? mappings(new TreeSet<>(List.of("group-role")))
            : Map.of("id", parts[1], "path", "/" + parts[1].substring(2)));
  }

  private void delete(HttpExchange exchange, String[] parts, String body) throws IOException {
    if (refusesDeletions) {
      send(exchange, 403, Map.of());
      return;
    }
    var held = held(parts[1]);
    if (parts[2].equals("groups")) {
      held.remove("/" + parts[3].substring(2));
    } else {
      var prefix = parts[3].equals("clients") ? parts[4].substring(2) + "/" : "";
      for (JsonNode role : JSON.readTree(body)) {
        held.remove(prefix + role.path("name").asText());
      }
    }
    send(exchange, 204, null);
  }

  private TreeSet<String> held(String id) {
    return people.values().stream()
        .filter(p -> p.id.equals(id))
        .findFirst()
        .map(Person::permissions)
        .orElseGet(() -> new TreeSet<>(List.of("check_data")));
  }

  private static List<Map<String, Object>> page(
      HttpExchange exchange, List<Map<String, Object>> all) {
    var query =
        Arrays.stream(exchange.getRequestURI().getQuery().split("&"))
            .filter(pair -> pair.contains("="))
            .collect(Collectors.toMap(p -> p.split("=")[0], p -> p.split("=")[1]));
    return all.stream()
        .skip(Integer.parseInt(query.get("first")))
        .limit(Integer.parseInt(query.get("max")))
        .toList();
  }

  private static Map<String, Object> user(String username, Person person) {
    return Map.of(
        "id",
        person.id,
        "username",
        username,
        "email",
        username + "@trustfabric.example",
        "firstName",
        "First",
        "lastName",
        username,
        "enabled",
        person.enabled);
  }

  private static Map<String, Object> client(String id, String clientId, boolean machine) {
    return Map.of(
        "id", id, "clientId", clientId, "enabled", true, "serviceAccountsEnabled", machine);
  }

  private static Map<String, Object> machine() {
    var bot = new LinkedHashMap<>(client("c-bot", "bot", true));
    bot.put("attributes", Map.of("owner", "cora"));
    return bot;
  }

  private static Map<String, Object> role(String name) {
    return Map.of("id", "r-" + name, "name", name, "composite", name.equals("superuser"));
  }

  private static Map<String, Object> clientRole(String client, String name) {
    return Map.of(
        "id",
        "r-" + name,
        "name",
        name,
        "composite",
        false,
        "clientRole",
        true,
        "containerId",
        "c-" + client);
  }

  private static Map<String, Object> mappings(TreeSet<String> held) {
    var realm =
        held.stream()
            .filter(p -> !p.contains("/"))
            .map(FakeRealm::role)
            .collect(Collectors.toList());
    realm.add(role("default-roles-trust-fabric"));
    var clients = new LinkedHashMap<String, Object>();
    held.stream()
        .filter(p -> p.indexOf('/') > 0)
        .collect(Collectors.groupingBy(p -> p.split("/")[0]))
        .forEach(
            (client, roles) ->
                clients.put(
                    client,
                    Map.of(
                        "id",
                        "c-" + client,
                        "client",
                        client,
                        "mappings",
                        roles.stream().map(p -> clientRole(client, p.split("/")[1])).toList())));
    return Map.of("realmMappings", realm, "clientMappings", clients);
  }

  private static void send(HttpExchange exchange, int status, Object body) throws IOException {
    if (body == null) {
      exchange.sendResponseHeaders(status, -1);
      return;
    }
    var bytes = JSON.writeValueAsBytes(body);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
