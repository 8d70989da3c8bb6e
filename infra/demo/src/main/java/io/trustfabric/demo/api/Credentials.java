package io.trustfabric.demo.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.trustfabric.local.LaunchFailure;
import io.trustfabric.local.Settings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;

/// What a running stack wrote down for its clients: addresses and secrets.
public record Credentials(JsonNode json) {

  /// @throws LaunchFailure when nothing runs here
  public static Credentials of(Settings settings) {
    var file = settings.credentialsFile();
    try {
      if (!Files.exists(file)) {
        throw new LaunchFailure("Trust Fabric does not run here: `make run` starts it.");
      }
      return new Credentials(new ObjectMapper().readTree(file.toFile()));
    } catch (IOException e) {
      throw new LaunchFailure(file + " cannot be read.", e);
    }
  }

  public String apiUrl() {
    return json.get("apiUrl").textValue();
  }

  public String managementUrl() {
    return json.get("managementUrl").textValue();
  }

  public String issuer() {
    return json.get("issuer").textValue();
  }

  public int keycloakPort() {
    return URI.create(issuer()).getPort();
  }

  /// @param account `owner` or `app`
  public String databasePassword(String account) {
    return json.at("/database/%s/password".formatted(account)).textValue();
  }

  /// @throws LaunchFailure when the stack was first started before this client was thought of
  public String secret(String clientId) {
    var secret = json.at("/clients/" + clientId + "/secret");
    if (secret.isMissingNode()) {
      throw new LaunchFailure(
          "This stack does not know the client %s: stop it, `make build`, start it anew."
              .formatted(clientId));
    }
    return secret.textValue();
  }
}
