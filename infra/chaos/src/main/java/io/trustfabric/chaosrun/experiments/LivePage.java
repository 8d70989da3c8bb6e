package io.trustfabric.chaosrun.experiments;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/// Reads the live stream of one process as a page does.
final class LivePage implements AutoCloseable {

  private final List<Long> positions = new CopyOnWriteArrayList<>();
  private final long from;
  private final HttpClient http = HttpClient.newHttpClient();
  private volatile Stream<String> lines;

  /// Opens the stream after a position; what comes is kept.
  LivePage(URI api, String token, long from) throws IOException, InterruptedException {
    this.from = from;
    var answer =
        http.send(
            HttpRequest.newBuilder(api.resolve("/api/trust/live?from=" + from))
                .header("Authorization", "Bearer " + token)
                .header("Accept", "text/event-stream")
                .build(),
            BodyHandlers.ofLines());
    if (answer.statusCode() != 200) {
      throw new IOException("no stream but " + answer.statusCode());
    }
    lines = answer.body();
    Thread.ofVirtual().start(this::read);
  }

  /// The newest position it was told.
  long newest() {
    return positions.isEmpty() ? from : positions.getLast();
  }

  /// How many positions up to `head` were not told exactly once and in order.
  long faults(long head) {
    var expected = head - from;
    var wrong = Math.abs(expected - positions.stream().filter(p -> p <= head).count());
    for (int i = 0; i < positions.size(); i++) {
      if (positions.get(i) != from + 1 + i) {
        wrong++;
      }
    }
    return wrong;
  }

  private void read() {
    try {
      lines
          .filter(line -> line.startsWith("id:"))
          .forEach(line -> positions.add(Long.parseLong(line.substring(3).strip())));
    } catch (RuntimeException ended) {
      // the stream is over; what was told is kept
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
