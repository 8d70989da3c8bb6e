package io.trustfabric.identity;

import com.fasterxml.jackson.core.JsonProcessingException;
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
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/// Keycloak's admin API of one realm, with the token of a service account.
public final class KeycloakAdmin implements AutoCloseable {

  /// A token is renewed this long before it ends, so that none ends on its way.
  private static final Duration BEFORE_END = Duration.ofSeconds(30);

  private static final int UNAUTHORIZED = 401;
  private static final int NOT_FOUND = 404;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final KeycloakAccess access;
  private final HttpClient http;
  private final String realm;
  private final String base;
  private String token;
  private Instant renewAt = Instant.MIN;

  public KeycloakAdmin(KeycloakAccess access) {
    this.access = access;
    this.base = access.url().toString().replaceFirst("/+$", "");
    this.realm = encoded(access.realm());
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(access.timeout())
            .build();
  }

  /// What the realm answers.
  ///
  /// @param path below the realm, its parts {@link #encoded}, with its query
  /// @throws IOException when Keycloak does not answer, refuses, or answers no JSON
  public JsonNode get(String path) throws IOException {
    return json(ask(admin(path).GET(), path), path);
  }

  /// The same where there may be nothing; null when there is not.
  public JsonNode find(String path) throws IOException {
    var answer = send(admin(path).GET());
    return answer.statusCode() == NOT_FOUND ? null : json(checked(answer, path), path);
  }

  /// Takes something away; that it is gone already is as good.
  ///
  /// @param body what of it; null for all
  /// @throws IOException when Keycloak does not answer or refuses
  public void delete(String path, JsonNode body) throws IOException {
    var what =
        body == null
            ? BodyPublishers.noBody()
            : BodyPublishers.ofString(JSON.writeValueAsString(body));
    var answer =
        send(admin(path).header("Content-Type", "application/json").method("DELETE", what));
    if (answer.statusCode() != NOT_FOUND) {
      checked(answer, path);
    }
  }

  /// The issuer of this realm's tokens, as it says itself.
  public String issuer() throws IOException {
    var path = "/.well-known/openid-configuration";
    var answer =
        exchange(HttpRequest.newBuilder(URI.create(base + "/realms/" + realm + path)).GET());
    return json(checked(answer, path), path).path("issuer").asText();
  }

  /// Text as a part of a path or query.
  public static String encoded(String text) {
    return formEncoded(text).replace("+", "%20");
  }

  private static String formEncoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    http.close();
  }

  private HttpRequest.Builder admin(String path) {
    return HttpRequest.newBuilder(URI.create("%s/admin/realms/%s/%s".formatted(base, realm, path)));
  }

  private HttpResponse<String> ask(HttpRequest.Builder request, String path) throws IOException {
    return checked(send(request), path);
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
    var answer = exchange(request.setHeader("Authorization", "Bearer " + token(false)));
    if (answer.statusCode() == UNAUTHORIZED) {
      // A restart of Keycloak or a new key: the token may be void before its time.
      answer = exchange(request.setHeader("Authorization", "Bearer " + token(true)));
    }
    return answer;
  }

  private static HttpResponse<String> checked(HttpResponse<String> answer, String path)
      throws IOException {
    if (answer.statusCode() / 100 != 2) {
      throw new IOException(
          "Keycloak answers %d for %s"
              .formatted(answer.statusCode(), path.replaceFirst("\\?.*", "")));
    }
    return answer;
  }

  private static JsonNode json(HttpResponse<String> answer, String path) throws IOException {
    try {
      return JSON.readTree(answer.body());
    } catch (JsonProcessingException e) {
      throw new IOException("Keycloak answers no JSON for " + path.replaceFirst("\\?.*", ""), e);
    }
  }

  private synchronized String token(boolean anew) throws IOException {
    if (!anew && token != null && Instant.now().isBefore(renewAt)) {
      return token;
    }
    var asked = Instant.now();
    var form =
        form(
            Map.of(
                "grant_type",
                "client_credentials",
                "client_id",
                access.clientId(),
                "client_secret",
                access.clientSecret()));
    var path = "/protocol/openid-connect/token";
    var answer =
        exchange(
            HttpRequest.newBuilder(URI.create(base + "/realms/" + realm + path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)));
    if (answer.statusCode() != 200) {
      throw new IOException(
          "Keycloak gives no token to %s (%d)".formatted(access.clientId(), answer.statusCode()));
    }
    var body = json(answer, path);
    token = body.path("access_token").asText();
    renewAt = asked.plusSeconds(body.path("expires_in").asLong()).minus(BEFORE_END);
    return token;
  }

  private HttpResponse<String> exchange(HttpRequest.Builder request) throws IOException {
    // The client's own timeout ends with the headers; a body may take for ever.
    var answer =
        http.sendAsync(
            request.setHeader("Accept", "application/json").build(), BodyHandlers.ofString());
    try {
      return answer.get(access.timeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw new IOException("Keycloak does not answer within " + access.timeout(), e);
    } catch (ExecutionException e) {
      throw new IOException("Keycloak cannot be reached: " + e.getCause(), e);
    }
  }

  private static String form(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(field -> field.getKey() + "=" + formEncoded(field.getValue()))
        .collect(Collectors.joining("&"));
  }
}
