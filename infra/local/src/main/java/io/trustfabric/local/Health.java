package io.trustfabric.local;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/// Waiting until a part answers.
final class Health {

  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final Duration INTERVAL = Duration.ofMillis(200);

  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();

  private Health() {}

  /// Returns when `healthy` says yes. Fails as soon as the child ends, and after five minutes.
  static void await(Child child, BooleanSupplier healthy) {
    var deadline = Instant.now().plus(LIMIT);
    while (!healthy.getAsBoolean()) {
      if (!child.isAlive()) {
        throw child.crash();
      }
      if (Instant.now().isAfter(deadline)) {
        throw new LaunchFailure(
            "%s did not become healthy within %d minutes.%n%s"
                .formatted(child.command().title(), LIMIT.toMinutes(), child.lastWords()));
      }
      Signals.pause(INTERVAL);
    }
  }

  /// True when a GET of the address answers 200.
  static boolean answers(String address) {
    var request =
        HttpRequest.newBuilder(URI.create(address)).timeout(Duration.ofSeconds(5)).GET().build();
    try {
      return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LaunchFailure("Interrupted.", e);
    }
  }
}
