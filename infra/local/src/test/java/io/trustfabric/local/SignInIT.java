package io.trustfabric.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The real PostgreSQL and the real Keycloak with our realm. The stack is started, stopped and
/// started again on other ports before the first test, so every test also shows that a restart
/// keeps what was there.
@TestInstance(Lifecycle.PER_CLASS)
class SignInIT {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final EnumSet<Part> PARTS = EnumSet.of(Part.POSTGRES, Part.KEYCLOAK);

  private Path state;
  private Settings settings;
  private Stack stack;
  private JsonNode credentials;
  private JsonNode firstCredentials;

  @BeforeAll
  void startTwice() throws Exception {
    state = Files.createTempDirectory("trust-fabric");
    start();
    firstCredentials = credentials;
    try (var owner = connect("owner");
        var statement = owner.createStatement()) {
      // In a schema of its own: the backend migrates an empty one only.
      statement.execute("CREATE SCHEMA kept");
      statement.execute("CREATE TABLE kept.words (word text)");
      statement.execute("INSERT INTO kept.words VALUES ('still here')");
    }
    stack.stop();
    assertThat(settings.credentialsFile()).doesNotExist();
    start();
  }

  @AfterAll
  void stop() throws IOException {
    stack.stop();
    PostgresBinaries.deleteTree(state);
  }

  @Test
  void aRestartKeepsData() throws SQLException {
    try (var owner = connect("owner");
        var rows = owner.createStatement().executeQuery("SELECT word FROM kept.words")) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.getString(1)).isEqualTo("still here");
    }
  }

  @Test
  void aRestartKeepsPasswordsAndSecrets() {
    assertThat(credentials.get("people")).isEqualTo(firstCredentials.get("people"));
    assertThat(credentials.get("clients")).isEqualTo(firstCredentials.get("clients"));
  }

  @Test
  void theDatabaseIsDurable() throws SQLException {
    assertThat(setting("fsync")).isEqualTo("on");
    assertThat(setting("synchronous_commit")).isEqualTo("on");
    assertThat(setting("server_version")).startsWith("18");
  }

  @Test
  void theDatabaseAsksForPasswords() {
    String url = credentials.at("/database/url").textValue();

    assertThatThrownBy(() -> DriverManager.getConnection(url, "trust_fabric_app", "guess"))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("password authentication failed");
  }

  @Test
  void theApplicationRoleMayNotDefineTables() throws SQLException {
    try (var app = connect("app");
        var statement = app.createStatement()) {
      assertThatThrownBy(() -> statement.execute("CREATE TABLE mine (n int)"))
          .hasMessageContaining("permission denied");
    }
  }

  @Test
  void aSecondLauncherOnTheSameStateIsRefused() {
    var second = new Stack(settings.withPorts(Ports.free()), PARTS, silent());

    assertThatThrownBy(second::start)
        .isInstanceOf(LaunchFailure.class)
        .hasMessageContaining("runs already");
    assertThat(Health.answers(settings.issuer())).isTrue();
    assertThat(settings.credentialsFile()).exists();
  }

  @Test
  void theDiscoveryDocumentNamesTheIssuer() {
    var document =
        HttpJson.send(
            HttpRequest.newBuilder(
                    URI.create(settings.issuer() + "/.well-known/openid-configuration"))
                .GET());

    assertThat(document.body().get("issuer").textValue()).isEqualTo(settings.issuer());
  }

  @ParameterizedTest
  @MethodSource("machines")
  void aMachinesTokenIsForTheApiAndHasOneRole(People.Machine machine) {
    var token = claims(machineToken(machine.clientId()).path("access_token").textValue());

    assertThat(texts(token.get("aud"))).contains("trust-fabric-api");
    assertThat(texts(token.at("/realm_access/roles"))).containsExactly(machine.role());
    assertThat(token.get("client_id").textValue()).isEqualTo(machine.clientId());
    assertThat(token.get("sub").textValue()).isNotBlank();
    assertThat(token.get("exp").longValue() - token.get("iat").longValue()).isEqualTo(300);
  }

  static List<People.Machine> machines() {
    return People.MACHINES.stream().filter(machine -> machine.role() != null).toList();
  }

  @Test
  void keycloaksServiceClientsHaveOnlyTheirRights() {
    var events = claims(machineToken("keycloak-events").path("access_token").textValue());
    var snapshots = claims(machineToken("keycloak-snapshots").path("access_token").textValue());

    assertThat(texts(events.at("/resource_access/realm-management/roles")))
        .containsExactly("view-events");
    assertThat(texts(snapshots.at("/resource_access/realm-management/roles")))
        .contains("view-users", "view-clients", "view-realm")
        .doesNotContain("manage-users", "view-events");
    assertThat(texts(events.get("aud"))).doesNotContain("trust-fabric-api");
    assertThat(events.at("/realm_access/roles").isMissingNode()).isTrue();
  }

  @Test
  void theSnapshotsClientReadsWhatAccessReviewsNeed() {
    var users = snapshots("users?briefRepresentation=true&first=0&max=100");
    var vera =
        StreamSupport.stream(users.spliterator(), false)
            .filter(user -> user.path("username").asText().equals("vera"))
            .findFirst()
            .orElseThrow();
    assertThat(vera.path("enabled").asBoolean()).isTrue();
    assertThat(vera.path("email").asText()).isEqualTo("vera@trustfabric.example");
    var id = vera.path("id").asText();
    assertThat(
            snapshots("users/" + id + "/role-mappings")
                .at("/realmMappings")
                .findValuesAsText("name"))
        .contains("viewer");
    assertThat(snapshots("users/" + id + "/groups?first=0&max=10").isArray()).isTrue();
    var client =
        StreamSupport.stream(snapshots("clients?first=0&max=100").spliterator(), false)
            .filter(one -> one.path("clientId").asText().equals("data-checker"))
            .findFirst()
            .orElseThrow();
    assertThat(client.path("serviceAccountsEnabled").asBoolean()).isTrue();
    assertThat(
            snapshots("clients/" + client.path("id").asText() + "/service-account-user")
                .path("username")
                .asText())
        .isEqualTo("service-account-data-checker");
    assertThat(snapshots("roles?briefRepresentation=true&first=0&max=100").findValuesAsText("name"))
        .contains("viewer", "admin");
  }

  private JsonNode snapshots(String path) {
    var answer =
        HttpJson.send(
            HttpRequest.newBuilder(
                    URI.create(settings.keycloakUrl() + "/admin/realms/trust-fabric/" + path))
                .header(
                    "Authorization",
                    "Bearer " + machineToken("keycloak-snapshots").path("access_token").textValue())
                .GET());
    assertThat(answer.status()).as(path).isEqualTo(200);
    return answer.body();
  }

  @Test
  void theManagerClientIsOff() {
    assertThat(machineToken("keycloak-manager").path("error").textValue())
        .isEqualTo("invalid_client");
  }

  @ParameterizedTest
  @MethodSource("people")
  void eachPersonSignsInWithOneRole(People.Person person) {
    var answer = browser().signIn(person.username(), password(person.role()));

    var token = claims(answer.body().get("access_token").textValue());
    assertThat(texts(token.get("aud"))).contains("trust-fabric-api");
    assertThat(texts(token.at("/realm_access/roles"))).containsExactly(person.role());
    assertThat(token.get("preferred_username").textValue()).isEqualTo(person.username());
    assertThat(token.get("name").textValue()).isEqualTo(person.name());
    // By it a person's own access is known in a review.
    assertThat(token.get("email").textValue())
        .isEqualTo(person.username() + "@trustfabric.example");
    assertThat(token.get("iss").textValue()).isEqualTo(settings.issuer());
    assertThat(token.has("auditor_until")).isEqualTo(person.role().equals("auditor"));
  }

  static List<People.Person> people() {
    return People.PEOPLE;
  }

  @Test
  void theAuditorsGrantEnds() {
    var answer = browser().signIn("aldo", password("auditor"));

    var until =
        Instant.parse(
            claims(answer.body().get("access_token").textValue()).get("auditor_until").textValue());
    assertThat(until)
        .isBetween(
            Instant.now().plus(Duration.ofDays(364)), Instant.now().plus(Duration.ofDays(366)));
  }

  @Test
  void aRefreshTokenServesOnce() {
    var tokens = browser().signIn("vera", password("viewer")).body();
    var refresh =
        Map.of(
            "grant_type", "refresh_token",
            "client_id", "trust-fabric-web",
            "refresh_token", tokens.get("refresh_token").textValue());

    var first = browser().token(refresh);
    var second = browser().token(refresh);

    assertThat(first.status()).isEqualTo(200);
    assertThat(first.body().get("refresh_token")).isNotEqualTo(tokens.get("refresh_token"));
    assertThat(second.body().get("error").textValue()).isEqualTo("invalid_grant");
  }

  @Test
  void theAppMayNotSendPasswords() {
    var answer =
        browser()
            .token(
                Map.of(
                    "grant_type", "password",
                    "client_id", "trust-fabric-web",
                    "username", "vera",
                    "password", password("viewer")));

    assertThat(answer.body().get("error").textValue()).isEqualTo("unauthorized_client");
  }

  @Test
  void onlyTheExactRedirectAddressIsTaken() {
    for (String address :
        List.of(
            settings.webUrl() + "/auth/callback/",
            settings.webUrl() + "/auth/callback?x=1",
            settings.webUrl() + "/",
            "http://localhost:1/auth/callback",
            firstCredentials.get("webUrl").textValue() + "/auth/callback")) {
      var answer = browser().authorize(Map.of("redirect_uri", address));

      assertThat(answer.statusCode()).as(address).isEqualTo(400);
      assertThat(answer.body()).contains("redirect_uri");
    }
  }

  @Test
  void theSilentRedirectAddressIsTaken() {
    var answer =
        browser()
            .authorize(
                Map.of("redirect_uri", settings.webUrl() + "/auth/silent", "prompt", "none"));

    String location = answer.headers().firstValue("Location").orElse("");
    assertThat(location).startsWith(settings.webUrl() + "/auth/silent");
    assertThat(Browser.parameter(location, "error")).isEqualTo("login_required");
  }

  @Test
  void proofKeyIsRequired() {
    var without = browser().authorize(Map.of("code_challenge", "", "code_challenge_method", ""));
    var plain = browser().authorize(Map.of("code_challenge_method", "plain"));

    for (var answer : List.of(without, plain)) {
      String location = answer.headers().firstValue("Location").orElse("");
      assertThat(Browser.parameter(location, "error")).isEqualTo("invalid_request");
    }
  }

  @Test
  void tokensAreNotGivenInTheAddress() {
    var answer = browser().authorize(Map.of("response_type", "token", "nonce", "n"));

    assertThat(answer.headers().firstValue("Location").orElse("")).contains("error=");
  }

  @Test
  void guessingIsSlowedAndEventsAreKept() {
    var realm = admin("");

    assertThat(realm.get("bruteForceProtected").booleanValue()).isTrue();
    assertThat(realm.get("eventsEnabled").booleanValue()).isTrue();
    assertThat(realm.get("adminEventsEnabled").booleanValue()).isTrue();
    assertThat(realm.get("adminEventsDetailsEnabled").booleanValue()).isTrue();
    assertThat(realm.get("registrationAllowed").booleanValue()).isFalse();
    assertThat(realm.get("revokeRefreshToken").booleanValue()).isTrue();
  }

  @Test
  void onlyAdministratorsSetTheEndOfAGrant() {
    JsonNode declared = null;
    for (var attribute : admin("/users/profile").get("attributes")) {
      if (attribute.get("name").textValue().equals("auditor_until")) {
        declared = attribute;
      }
    }

    assertThat(declared).isNotNull();
    assertThat(texts(declared.at("/permissions/edit"))).containsExactly("admin");
  }

  @Test
  void theEventReaderMayReadEventsAndNothingElse() {
    String token = machineToken("keycloak-events").path("access_token").textValue();

    assertThat(adminStatus("/events?max=1", token)).isEqualTo(200);
    assertThat(adminStatus("/admin-events?max=1", token)).isEqualTo(200);
    for (String path : List.of("/users", "/clients", "/roles", "/keys", "/groups")) {
      assertThat(adminStatus(path, token)).as(path).isEqualTo(403);
    }
  }

  @Test
  void aMistypedPasswordIsASecurityEventWithinSecondsAndOnce() {
    try (var api = new RunningBackend()) {
      var mistyped = Instant.now();
      assertThat(browser().submit("cora", "not-her-password").statusCode()).isEqualTo(200);

      var event = api.awaitFailureOf("cora");

      assertThat(Duration.between(mistyped, Instant.parse(event.at("/createdAt").textValue())))
          .isLessThan(Duration.ofSeconds(10));
      assertThat(event.at("/eventType").textValue()).isEqualTo("login_failure");
      assertThat(event.at("/sourceIp").textValue()).isIn("127.0.0.1", "0:0:0:0:0:0:0:1", "::1");
      assertThat(event.at("/resource").textValue()).isEqualTo("trust-fabric-web");
      assertThat(event.at("/occurrences").intValue()).isEqualTo(1);
      assertThat(event.toString()).doesNotContain("not-her-password");
    }
    try (var again = new RunningBackend()) {
      browser().submit("aldo", "not-his-password");
      again.awaitFailureOf("aldo");

      assertThat(again.failuresOf("cora")).hasSize(1);
      assertThat(again.failuresOf("cora").get(0).at("/occurrences").intValue()).isEqualTo(1);
    }
  }

  /// The packaged backend beside the stack, as the launcher starts it.
  private final class RunningBackend implements AutoCloseable {

    private final Children children = new Children(state.resolve("backend.json"));
    private final String token;

    RunningBackend() {
      var backend = new Backend(settings, Secrets.in(state), children);
      backend.requireBuilt();
      var child = backend.start();
      backend.await(child);
      backend.awaitTrust(child);
      token = browser().signIn("vera", password("viewer")).body().get("access_token").textValue();
    }

    JsonNode awaitFailureOf(String actor) {
      var end = Instant.now().plusSeconds(30);
      while (failuresOf(actor).isEmpty() && Instant.now().isBefore(end)) {
        Signals.pause(Duration.ofMillis(200));
      }
      assertThat(failuresOf(actor)).hasSize(1);
      return failuresOf(actor).get(0);
    }

    JsonNode failuresOf(String actor) {
      return HttpJson.send(
              HttpRequest.newBuilder(
                      URI.create(settings.apiUrl() + "/api/security/events?actor=" + actor))
                  .header("Authorization", "Bearer " + token)
                  .GET())
          .body()
          .get("items");
    }

    @Override
    public void close() {
      children.stopAll(child -> {});
    }
  }

  @Test
  void theFilledRealmFileDoesNotStay() {
    assertThat(state.resolve("keycloak/data/import/trust-fabric-realm.json")).doesNotExist();
  }

  private void start() throws IOException {
    settings =
        Settings.from(Path.of(""), Map.of("TF_STATE_DIR", state.toString()))
            .withPorts(Ports.free());
    stack = new Stack(settings, PARTS, silent());
    stack.start();
    credentials = JSON.readTree(Files.readString(settings.credentialsFile()));
  }

  private Browser browser() {
    return new Browser(settings.issuer(), settings.webUrl() + "/auth/callback");
  }

  private JsonNode machineToken(String clientId) {
    return browser()
        .token(
            Map.of(
                "grant_type",
                "client_credentials",
                "client_id",
                clientId,
                "client_secret",
                credentials.at("/clients/" + clientId + "/secret").textValue()))
        .body();
  }

  private String password(String role) {
    return credentials.at("/people/" + role + "/password").textValue();
  }

  private int adminStatus(String path, String token) {
    return HttpJson.send(
            HttpRequest.newBuilder(
                    URI.create(settings.keycloakUrl() + "/admin/realms/trust-fabric" + path))
                .header("Authorization", "Bearer " + token)
                .GET())
        .status();
  }

  private JsonNode admin(String path) {
    String token =
        HttpJson.token(
            settings.keycloakUrl() + "/realms/master",
            Map.of(
                "grant_type",
                "password",
                "client_id",
                "admin-cli",
                "username",
                credentials.at("/keycloakAdmin/username").textValue(),
                "password",
                credentials.at("/keycloakAdmin/password").textValue()));
    return HttpJson.send(
            HttpRequest.newBuilder(
                    URI.create(settings.keycloakUrl() + "/admin/realms/trust-fabric" + path))
                .header("Authorization", "Bearer " + token)
                .GET())
        .body();
  }

  private String setting(String name) throws SQLException {
    try (var app = connect("app");
        var rows = app.createStatement().executeQuery("SHOW " + name)) {
      rows.next();
      return rows.getString(1);
    }
  }

  private java.sql.Connection connect(String account) throws SQLException {
    return DriverManager.getConnection(
        credentials.at("/database/url").textValue(),
        credentials.at("/database/" + account + "/username").textValue(),
        credentials.at("/database/" + account + "/password").textValue());
  }

  private static JsonNode claims(String token) {
    try {
      return JSON.readTree(Base64.getUrlDecoder().decode(token.split("\\.")[1]));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static List<String> texts(JsonNode node) {
    List<String> texts = new ArrayList<>();
    if (node.isTextual()) {
      texts.add(node.textValue());
    } else {
      node.forEach(element -> texts.add(element.textValue()));
    }
    return texts;
  }

  private static PrintStream silent() {
    return new PrintStream(OutputStream.nullOutputStream());
  }
}
