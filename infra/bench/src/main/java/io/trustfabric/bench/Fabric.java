package io.trustfabric.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.trustfabric.local.Part;
import io.trustfabric.local.Ports;
import io.trustfabric.local.Settings;
import io.trustfabric.local.Stack;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/// The product as `make run` starts it, without the web app, with a state folder of its own that is
/// thrown away: PostgreSQL, Keycloak, backend, all on free loopback ports.
final class Fabric implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String REALM = "/admin/realms/trust-fabric";

  private final Settings settings;
  private final Stack stack;
  private final HttpClient http = HttpClient.newHttpClient();
  private JsonNode credentials;
  private String token;

  private Fabric(Settings settings) {
    this.settings = settings;
    this.stack =
        new Stack(
            settings,
            EnumSet.of(Part.POSTGRES, Part.KEYCLOAK, Part.BACKEND),
            new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
  }

  static Fabric start() throws IOException {
    var around = Settings.from(Path.of(""), Map.of());
    var state = around.root().resolve("infra/bench/target/state");
    delete(state);
    var fabric = new Fabric(new Settings(around.root(), state, Ports.free()));
    Runtime.getRuntime().addShutdownHook(new Thread(fabric.stack::stop));
    fabric.stack.start();
    fabric.credentials = JSON.readTree(fabric.settings.credentialsFile().toFile());
    fabric.token =
        fabric.machineToken(
            "bench", List.of("viewer", "ingest_events", "report_tests", "report_models"));
    return fabric;
  }

  Path root() {
    return settings.root();
  }

  int apiPort() {
    return settings.ports().api();
  }

  int postgresPort() {
    return settings.ports().postgres();
  }

  /// A new connection to the API, with a token that outlives the run.
  Wire wire() {
    try {
      return new Wire(apiPort(), token);
    } catch (IOException e) {
      throw new IllegalStateException("the API takes no connection", e);
    }
  }

  /// A new connection of somebody who may write what reporters only report on.
  Wire engineer() throws IOException {
    return new Wire(apiPort(), machineToken("bench-engineer", List.of("engineer")));
  }

  /// A new connection of somebody who may take bundles.
  Wire compliance() throws IOException {
    return new Wire(apiPort(), machineToken("bench-compliance", List.of("compliance")));
  }

  /// The backend's process.
  long backend() {
    return ProcessHandle.current()
        .descendants()
        .filter(
            process ->
                process
                    .info()
                    .commandLine()
                    .orElse("")
                    .contains("backend/target/quarkus-app/quarkus-run.jar"))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("the backend's process is not found"))
        .pid();
  }

  String password(String account) {
    return credentials.at("/database/" + account + "/password").textValue();
  }

  /// As the backend itself: `app`; or `superuser`, for what no application may do.
  Connection connect(String account) throws SQLException {
    return DriverManager.getConnection(
        credentials.at("/database/url").textValue(),
        credentials.at("/database/" + account + "/username").textValue(),
        password(account));
  }

  void execute(String sql) throws SQLException {
    try (var connection = connect("superuser");
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  String one(String sql) throws SQLException {
    try (var connection = connect("superuser");
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }

  Path postgresLog() {
    return settings.log(Part.POSTGRES);
  }

  /// A token for a new machine client of this throw-away realm. Its tokens are real ones of
  /// Keycloak; only their life is longer, so that none is renewed in the middle of a measurement.
  private String machineToken(String clientId, List<String> roleNames) throws IOException {
    var keycloak = credentials.get("keycloakUrl").textValue();
    var admin =
        token(
            keycloak + "/realms/master",
            Map.of(
                "grant_type",
                "password",
                "client_id",
                "admin-cli",
                "username",
                credentials.at("/keycloakAdmin/username").textValue(),
                "password",
                credentials.at("/keycloakAdmin/password").textValue()));
    var secret = UUID.randomUUID().toString();
    var client = JSON.createObjectNode().put("clientId", clientId).put("secret", secret);
    client.put("serviceAccountsEnabled", true).put("standardFlowEnabled", false);
    client.put("fullScopeAllowed", true);
    client.putObject("attributes").put("access.token.lifespan", "7200");
    client.set(
        "defaultClientScopes",
        JSON.valueToTree(
            List.of("basic", "profile", "roles", "service_account", "trust-fabric-api")));
    send(admin, "POST", keycloak + REALM + "/clients", client);
    var id =
        send(admin, "GET", keycloak + REALM + "/clients?clientId=" + clientId, null)
            .at("/0/id")
            .asText();
    var user =
        send(admin, "GET", keycloak + REALM + "/clients/" + id + "/service-account-user", null)
            .get("id")
            .asText();
    var roles = JSON.createArrayNode();
    for (var role : roleNames) {
      roles.add(send(admin, "GET", keycloak + REALM + "/roles/" + role, null));
    }
    send(admin, "POST", keycloak + REALM + "/users/" + user + "/role-mappings/realm", roles);
    return token(
        settings.issuer(),
        Map.of("grant_type", "client_credentials", "client_id", clientId, "client_secret", secret));
  }

  private String token(String issuer, Map<String, String> form) throws IOException {
    var body =
        form.entrySet().stream()
            .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    var request =
        HttpRequest.newBuilder(URI.create(issuer + "/protocol/openid-connect/token"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(body));
    return exchange(request).get("access_token").textValue();
  }

  private JsonNode send(String token, String method, String uri, JsonNode body) throws IOException {
    return exchange(
        HttpRequest.newBuilder(URI.create(uri))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body.toString())));
  }

  private JsonNode exchange(HttpRequest.Builder request) throws IOException {
    try {
      var answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() >= 300) {
        throw new IOException(answer.uri() + " answers " + answer.statusCode() + answer.body());
      }
      return JSON.readTree(answer.body());
    } catch (InterruptedException e) {
      throw Threads.interrupted(e);
    }
  }

  @Override
  public void close() throws IOException {
    stack.stop();
    delete(settings.state());
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (var paths = Files.walk(folder)) {
        for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }
}
