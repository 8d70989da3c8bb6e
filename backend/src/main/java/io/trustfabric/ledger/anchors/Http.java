package io.trustfabric.ledger.anchors;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/// Asks places over HTTP. Follows no redirects: what is sent was signed for one address.
final class Http {

  /// For each request; a place that is slower is asked again later.
  static final Duration PATIENCE = Duration.ofSeconds(5);

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(PATIENCE)
          .build();

  HttpResponse<String> send(HttpRequest.Builder request) throws AnchorFailure {
    try {
      return client.send(request.timeout(PATIENCE).build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AnchorFailure("It cannot be reached, or does not answer in time.");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AnchorFailure("This process is stopping.");
    }
  }
}
