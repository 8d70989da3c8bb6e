package io.trustfabric.chaosrun.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.trustfabric.chaosrun.net.FaultProxy;
import io.trustfabric.local.HttpJson;
import io.trustfabric.local.LaunchFailure;
import io.trustfabric.local.Part;
import io.trustfabric.local.Ports;
import io.trustfabric.local.Settings;
import io.trustfabric.local.Stack;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;

/// Keycloak with a database of its own, as `make run` starts both, and the network between it and
/// the backends.
public final class Identity implements AutoCloseable {

  private final Settings settings;
  private final Stack stack;
  private JsonNode credentials;
  private FaultProxy network;

  private Identity(Path root, Path state) {
    this.settings = new Settings(root, state, Ports.free());
    this.stack =
        new Stack(
            settings,
            EnumSet.of(Part.POSTGRES, Part.KEYCLOAK),
            new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
  }

  /// What is not started yet, so that it can be closed whatever happens on the way.
  public static Identity in(Path root, Path state) {
    return new Identity(root, state);
  }

  public void start() {
    stack.start();
    try {
      credentials = new ObjectMapper().readTree(settings.credentialsFile().toFile());
    } catch (IOException e) {
      throw new LaunchFailure("The launcher's credentials cannot be read.", e);
    }
    network = new FaultProxy(settings.ports().keycloak());
  }

  /// What the launcher wrote down.
  public JsonNode credentials() {
    return credentials;
  }

  public FaultProxy network() {
    return network;
  }

  public String issuer() {
    return settings.issuer();
  }

  public String secret(String client) {
    return credentials.at("/clients/" + client + "/secret").textValue();
  }

  /// A token that Keycloak gives now.
  ///
  /// @throws LaunchFailure when it gives none
  public String token(String client) {
    return HttpJson.token(
        issuer(),
        Map.of(
            "grant_type",
            "client_credentials",
            "client_id",
            client,
            "client_secret",
            secret(client)));
  }

  /// Signs in with a wrong secret, past the network. Keycloak logs each.
  public void failSignIn(String client) {
    try {
      HttpJson.token(
          issuer(),
          Map.of(
              "grant_type",
              "client_credentials",
              "client_id",
              client,
              "client_secret",
              "not-the-secret"));
    } catch (LaunchFailure refused) {
      return;
    }
    throw new LaunchFailure("Keycloak takes a wrong secret.");
  }

  /// How a backend knows the tokens, and reads what Keycloak logs: all of it over the network that
  /// can be broken.
  Map<String, String> environment() {
    var behind = "http://127.0.0.1:" + network.port();
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("QUARKUS_OIDC_AUTH_SERVER_URL", behind + "/realms/trust-fabric");
    environment.put("QUARKUS_OIDC_DISCOVERY_ENABLED", "false");
    environment.put("QUARKUS_OIDC_JWKS_PATH", "/protocol/openid-connect/certs");
    environment.put("QUARKUS_OIDC_TOKEN_ISSUER", issuer());
    environment.put("TRUST_FABRIC_KEYCLOAK_URL", behind);
    environment.put("TRUST_FABRIC_KEYCLOAK_CLIENT_SECRET", secret("keycloak-events"));
    environment.put("TRUST_FABRIC_KEYCLOAK_SNAPSHOTS_CLIENT_SECRET", secret("keycloak-snapshots"));
    return environment;
  }

  @Override
  public void close() {
    if (network != null) {
      network.close();
    }
    stack.stop();
  }
}
