package io.trustfabric.proof;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/// The product's API, by HTTP and with real tokens.
///
/// @param token gives one that is good now
record Api(String url, Supplier<String> token) {

  /// How long the API may take to work again when it says that it is ready.
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  /// What came back.
  ///
  /// @param replayed whether it is the first answer again
  record Answer(int status, JsonNode body, boolean replayed) {

    /// Whether the write is acknowledged.
    boolean isAcknowledged() {
      return status / 100 == 2;
    }
  }

  /// Sends a write once.
  ///
  /// @throws IOException when no answer came
  Answer send(Write write) throws IOException {
    var body = BodyPublishers.ofString(write.body().toString());
    return send(
        request(write.path())
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", write.key())
            .method(write.kind() == Write.Kind.MOVE ? "PATCH" : "POST", body));
  }

  /// Sends a write, again and again while the API is unable to answer it.
  Answer sendAgain(Write write) {
    return patiently(() -> send(write));
  }

  Answer get(String path) {
    return patiently(() -> send(request(path).GET()));
  }

  private static Answer patiently(Callable<Answer> call) {
    var deadline = Instant.now().plus(PATIENCE);
    while (true) {
      String reason;
      try {
        var answer = call.call();
        if (answer.status() < 500 && answer.status() != 409) {
          return answer;
        }
        reason = answer.status() + " " + answer.body();
      } catch (IOException e) {
        reason = e.toString();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
      if (Instant.now().isAfter(deadline)) {
        throw new AssertionError("the API does not recover: " + reason);
      }
      Ledger.pause(100);
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(url + path))
        .timeout(Duration.ofSeconds(30))
        .header("Authorization", "Bearer " + token.get());
  }

  private static Answer send(HttpRequest.Builder request) throws IOException {
    try {
      var response = HTTP.send(request.build(), BodyHandlers.ofString());
      var isJson = response.headers().firstValue("Content-Type").orElse("").contains("json");
      return new Answer(
          response.statusCode(),
          isJson ? JSON.readTree(response.body()) : MissingNode.getInstance(),
          response.headers().firstValue("Idempotent-Replayed").isPresent());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
