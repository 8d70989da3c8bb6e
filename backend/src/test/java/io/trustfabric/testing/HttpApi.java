package io.trustfabric.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/// A client that many threads may use at once, for any backend.
///
/// @param base where the backend listens: `http://localhost:8081`
public record HttpApi(String base) {

  public static final String EVENTS = "/api/security/events";

  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /// What came back.
  public record Answer(int status, JsonNode body, String text, HttpResponse<String> response) {

    public String header(String name) {
      return response.headers().firstValue(name).orElse(null);
    }

    public String id() {
      return body.path("id").textValue();
    }
  }

  /// @param headers names and values in turn
  public Answer call(String method, String path, String token, String body, String... headers) {
    var request =
        HttpRequest.newBuilder(URI.create(base + path))
            .timeout(Duration.ofSeconds(60))
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .header("Authorization", "Bearer " + token);
    if (body != null && !java.util.List.of(headers).contains("Content-Type")) {
      request.header("Content-Type", "application/json");
    }
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    try {
      var response = CLIENT.send(request.build(), BodyHandlers.ofString());
      var json =
          response.headers().firstValue("Content-Type").orElse("").contains("json")
              ? MAPPER.readTree(response.body())
              : MissingNode.getInstance();
      return new Answer(response.statusCode(), json, response.body(), response);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  public Answer get(String path, String token) {
    return call("GET", path, token, null);
  }

  public Answer post(String path, String token, String body, String... headers) {
    return call("POST", path, token, body, headers);
  }

  public Answer patch(String path, String token, String body, String... headers) {
    return call("PATCH", path, token, body, headers);
  }

  /// Posts an event as the machine that may, and expects that it is new.
  public Answer record(String title) {
    return record(title, "");
  }

  /// @param more further fields, each with a comma before it
  public Answer record(String title, String more) {
    return post(EVENTS, Tokens.machine("ingest_events"), event(title, more));
  }

  /// An event's JSON.
  public static String event(String title, String more) {
    return """
        {"eventType": "login_failure", "severity": "high", "source": "test", "title": "%s",
         "occurredAt": "2026-01-31T10:00:00Z"%s}
        """
        .formatted(title, more)
        .replace("\n", "");
  }

  /// Moves an event.
  public Answer move(String id, String status, String reason, String... headers) {
    return patch(
        EVENTS + "/" + id + "/status",
        Tokens.person("engineer"),
        "{\"status\": \"%s\", \"reason\": \"%s\"}".formatted(status, reason),
        headers);
  }
}
