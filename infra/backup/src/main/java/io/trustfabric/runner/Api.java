package io.trustfabric.runner;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Our API, with a token by client credentials.
final class Api {

  private static final String PROBLEMS = "https://trustfabric.io/problems/";

  /// Problems that go by themselves, or when a person has set something right.
  private static final Set<String> PASSING =
      Set.of("unauthenticated", "forbidden", "version-conflict", "in-flight");

  /// An answer of any status; the body is missing when it is not JSON.
  record Answer(int status, JsonNode body, String text) {

    boolean isGood() {
      return status / 100 == 2;
    }

    /// Whether the same request may be taken another time. Only the API's own refusal of what was
    /// said is a judgement; a proxy's page, a missing role and a request in flight are none.
    boolean isForLater() {
      var type = body.path("type").asText();
      var isJudged = status / 100 == 4 && type.startsWith(PROBLEMS);
      return !isGood() && (!isJudged || PASSING.contains(type.substring(PROBLEMS.length())));
    }

    /// Whether the record is already where the request would have brought it.
    boolean isDone(String status) {
      return this.status == 409
          && body.path("type").asText().endsWith("/forbidden-transition")
          && body.path("currentStatus").asText().equals(status);
    }
  }

  /// No answer, or no token.
  static final class NoAnswer extends Exception {

    NoAnswer(String message) {
      super(message);
    }
  }

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final Settings settings;
  private String token;
  private Instant renewAt = Instant.EPOCH;

  Api(Settings settings) {
    this.settings = settings;
  }

  /// @param key the idempotency key; none for what creates nothing
  Answer send(String method, String path, JsonNode body, Optional<String> key) throws NoAnswer {
    var request =
        HttpRequest.newBuilder(URI.create(settings.apiUrl() + path))
            .header("Authorization", "Bearer " + token())
            .header("Content-Type", "application/json")
            .method(
                method,
                body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.toString()));
    key.ifPresent(k -> request.header("Idempotency-Key", k));
    var answer = send(request);
    if (answer.status() == 401) {
      renewAt = Instant.EPOCH;
    }
    return answer;
  }

  static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  private String token() throws NoAnswer {
    if (Instant.now().isAfter(renewAt)) {
      var form =
          Map.of(
              "grant_type", "client_credentials",
              "client_id", settings.clientId(),
              "client_secret", settings.clientSecret());
      var answer =
          send(
              HttpRequest.newBuilder(
                      URI.create(settings.issuer() + "/protocol/openid-connect/token"))
                  .header("Content-Type", "application/x-www-form-urlencoded")
                  .POST(
                      BodyPublishers.ofString(
                          form.entrySet().stream()
                              .map(e -> e.getKey() + "=" + encoded(e.getValue()))
                              .collect(Collectors.joining("&")))));
      if (!answer.isGood() || !answer.body().path("access_token").isTextual()) {
        throw new NoAnswer("%s gives no token (%d).".formatted(settings.issuer(), answer.status()));
      }
      token = answer.body().path("access_token").textValue();
      // A minute before its end, however long it lives.
      renewAt = Instant.now().plusSeconds(answer.body().path("expires_in").asLong(60) - 60);
    }
    return token;
  }

  private Answer send(HttpRequest.Builder request) throws NoAnswer {
    try {
      var response = http.send(request.timeout(PATIENCE).build(), BodyHandlers.ofString());
      return new Answer(response.statusCode(), tree(response.body()), response.body());
    } catch (IOException e) {
      throw new NoAnswer("No answer from %s.".formatted(request.build().uri()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NoAnswer("Interrupted.");
    }
  }

  private static JsonNode tree(String body) {
    try {
      return Json.MAPPER.readTree(body);
    } catch (IOException notJson) {
      return MissingNode.getInstance();
    }
  }
}
