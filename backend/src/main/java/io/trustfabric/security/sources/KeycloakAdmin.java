package io.trustfabric.security.sources;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/// Keycloak's admin API, as far as events go, with a token of the service client. For one thread.
final class KeycloakAdmin {

  /// A token is renewed this long before it ends, so that none ends on its way.
  private static final Duration BEFORE_END = Duration.ofSeconds(30);

  private static final int UNAUTHORIZED = 401;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final KeycloakConfig config;
  private final HttpClient http;
  private final String base;
  private final String secret;
  private String token;
  private Instant renewAt = Instant.MIN;

  KeycloakAdmin(KeycloakConfig config) {
    this.config = config;
    this.base = config.url().orElseThrow().toString().replaceFirst("/+$", "");
    this.secret = config.clientSecret().orElseThrow();
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(config.timeout())
            .build();
  }

  /// The entries of a log from a time on, oldest first; those of one millisecond in any order.
  ///
  /// @param most how many at most
  /// @throws IOException when Keycloak does not answer, refuses, or answers something else
  List<KeycloakEvent> read(KeycloakStream stream, Instant from, int most) throws IOException {
    var query =
        "dateFrom=%d&direction=asc&first=0&max=%d".formatted(from.toEpochMilli(), most)
            + stream.types().stream().sorted().map(t -> "&type=" + t).collect(Collectors.joining());
    var uri =
        URI.create(
            "%s/admin/realms/%s/%s?%s"
                .formatted(base, encoded(config.realm()), stream.path(), query));
    var answer = get(uri);
    if (answer.statusCode() == UNAUTHORIZED) {
      // A restart of Keycloak or a new key: the token may be void before its time.
      token = null;
      answer = get(uri);
    }
    if (answer.statusCode() != 200) {
      throw new IOException(
          "Keycloak answers %d for %s".formatted(answer.statusCode(), stream.path()));
    }
    return events(JSON.readTree(answer.body()));
  }

  private static List<KeycloakEvent> events(JsonNode entries) throws IOException {
    if (!entries.isArray()) {
      throw new IOException("Keycloak answers no list of events");
    }
    var events = new ArrayList<KeycloakEvent>(entries.size());
    try {
      entries.forEach(entry -> events.add(KeycloakEvent.of(entry)));
    } catch (IllegalArgumentException e) {
      throw new IOException("Keycloak answers " + e.getMessage(), e);
    }
    return events;
  }

  private HttpResponse<String> get(URI uri) throws IOException {
    return send(HttpRequest.newBuilder(uri).header("Authorization", "Bearer " + token()).GET());
  }

  private String token() throws IOException {
    if (token != null && Instant.now().isBefore(renewAt)) {
      return token;
    }
    var asked = Instant.now();
    var form =
        form(
            Map.of(
                "grant_type",
                "client_credentials",
                "client_id",
                config.clientId(),
                "client_secret",
                secret));
    var answer =
        send(
            HttpRequest.newBuilder(
                    URI.create(
                        "%s/realms/%s/protocol/openid-connect/token"
                            .formatted(base, encoded(config.realm()))))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)));
    if (answer.statusCode() != 200) {
      throw new IOException(
          "Keycloak gives no token to %s (%d)".formatted(config.clientId(), answer.statusCode()));
    }
    var body = JSON.readTree(answer.body());
    token = body.path("access_token").asText();
    renewAt = asked.plusSeconds(body.path("expires_in").asLong()).minus(BEFORE_END);
    return token;
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
    // The client's own timeout ends with the headers; a body may take for ever.
    var answer =
        http.sendAsync(
            request.header("Accept", "application/json").build(), BodyHandlers.ofString());
    try {
      return answer.get(config.timeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw new IOException("Keycloak does not answer within " + config.timeout(), e);
    } catch (ExecutionException e) {
      throw new IOException("Keycloak cannot be reached: " + e.getCause(), e);
    }
  }

  private static String form(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(field -> field.getKey() + "=" + encoded(field.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
