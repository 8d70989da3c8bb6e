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
    return status(HttpRequest.newBuilder(URI.create(address))) == 200;
  }

  /// True when the bearer of the token is known there, whether or not the place is open to it.
  static boolean recognises(String address, String token) {
    int status =
        status(
            HttpRequest.newBuilder(URI.create(address)).header("Authorization", "Bearer " + token));
    return status == 200 || status == 403;
  }

  /// The status of a GET, or 0 when nothing answers.
  private static int status(HttpRequest.Builder request) {
    try {
      return HTTP.send(
              request.timeout(Duration.ofSeconds(5)).GET().build(),
              HttpResponse.BodyHandlers.discarding())
          .statusCode();
    } catch (IOException notYet) {
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LaunchFailure("Interrupted.", e);
    }
  }
}
