package io.trustfabric.demo.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.trustfabric.local.HttpJson;
import io.trustfabric.local.LaunchFailure;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// One machine client of the realm, with a token of its own.
public final class Client {

  /// A token lives five minutes.
  private static final Duration RENEWAL = Duration.ofMinutes(4);

  private final Credentials credentials;
  private final String clientId;
  private String token;
  private Instant taken = Instant.EPOCH;

  public Client(Credentials credentials, String clientId) {
    this.credentials = credentials;
    this.clientId = clientId;
  }

  public String apiUrl() {
    return credentials.apiUrl();
  }

  public JsonNode get(String path) {
    return accepted(HttpJson.send(request(path).GET()));
  }

  /// The first of a list, if there is any.
  ///
  /// @param path with a query
  public Optional<JsonNode> first(String path) {
    return Optional.ofNullable(get(path + "&limit=1").get("items").get(0));
  }

  public JsonNode post(String path, JsonNode body) {
    return post(path, "application/json", body.toString());
  }

  public JsonNode post(String path, String type, String body) {
    return accepted(answer("POST", path, type, body));
  }

  public JsonNode patch(String path, JsonNode body) {
    return accepted(answer("PATCH", path, "application/json", body.toString()));
  }

  /// Sends a file's bytes.
  public JsonNode upload(String path, byte[] bytes) {
    return accepted(
        HttpJson.send(
            request(path)
                .header("Content-Type", "application/octet-stream")
                .POST(BodyPublishers.ofByteArray(bytes))));
  }

  /// An answer of whatever status.
  public HttpJson.Answer answer(String method, String path, String type, String body) {
    return HttpJson.send(
        request(path).header("Content-Type", type).method(method, BodyPublishers.ofString(body)));
  }

  /// A request with the client's token.
  public HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(credentials.apiUrl() + path))
        .header("Authorization", "Bearer " + token());
  }

  /// @throws LaunchFailure when the API refuses what the demo sends
  public static JsonNode accepted(HttpJson.Answer answer) {
    if (answer.status() / 100 != 2) {
      throw new LaunchFailure(
          "The API refuses a sample (%d): %s".formatted(answer.status(), answer.text()));
    }
    return answer.body();
  }

  /// A token that is good for a minute at least.
  ///
  /// @throws LaunchFailure when Keycloak does not know the client
  public String token() {
    if (Duration.between(taken, Instant.now()).compareTo(RENEWAL) > 0) {
      token = fresh();
      taken = Instant.now();
    }
    return token;
  }

  private String fresh() {
    var form =
        Map.of(
            "grant_type",
            "client_credentials",
            "client_id",
            clientId,
            "client_secret",
            credentials.secret(clientId));
    try {
      return HttpJson.token(credentials.issuer(), form);
    } catch (LaunchFailure failure) {
      throw new LaunchFailure(
          "%s%nA realm that was made before the client %s was thought of does not know it: delete .local to begin anew."
              .formatted(failure.getMessage(), clientId),
          failure);
    }
  }

  /// A value as part of a query.
  public static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
