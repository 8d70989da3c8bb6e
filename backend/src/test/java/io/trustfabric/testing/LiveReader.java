package io.trustfabric.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Reads the live stream over a plain socket, so that a test can also not read, or not read on.
public final class LiveReader implements AutoCloseable {

  /// A line of the stream and when it came.
  public record Line(Instant at, String text) {}

  private final Socket socket = new Socket();
  private final List<Long> positions = new ArrayList<>();
  private final List<Line> lines = new ArrayList<>();
  private volatile boolean ended;

  private LiveReader(String base, String token, Long after, int receiveBuffer) throws IOException {
    var uri = URI.create(base);
    if (receiveBuffer > 0) {
      socket.setReceiveBufferSize(receiveBuffer);
    }
    socket.connect(new java.net.InetSocketAddress(uri.getHost(), uri.getPort()), 5_000);
    var resume = after == null ? "" : "Last-Event-ID: %d\r\n".formatted(after);
    socket
        .getOutputStream()
        .write(
            "GET /api/trust/live HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\nConnection: close\r\nAuthorization: Bearer %s\r\n%s\r\n"
                .formatted(token, resume)
                .getBytes(StandardCharsets.US_ASCII));
  }

  /// Opens a stream and reads it to its end; the connection is for this stream alone.
  ///
  /// @param after the last position seen; null to hear only what is new
  public static LiveReader open(String base, String token, Long after) throws IOException {
    var reader = new LiveReader(base, token, after, 0);
    Thread.ofVirtual().start(reader::read);
    Await.until("the stream stands", java.time.Duration.ofSeconds(20), reader::isOpen);
    return reader;
  }

  /// Opens a stream and never takes a byte of it.
  public static LiveReader idle(String base, String token, Long after) throws IOException {
    return new LiveReader(base, token, after, 4_096);
  }

  private void read() {
    try (var in =
        new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
      for (var line = in.readLine(); line != null; line = in.readLine()) {
        add(line);
      }
    } catch (IOException e) {
      // ended by either side
    }
    ended = true;
  }

  private synchronized void add(String line) {
    lines.add(new Line(Instant.now(), line));
    if (line.startsWith("id:")) {
      positions.add(Long.parseLong(line.substring(3).strip()));
    }
  }

  private synchronized boolean isOpen() {
    return lines.stream().anyMatch(line -> line.text().startsWith(":"));
  }

  /// Everything that came, status line and chunk sizes included.
  public synchronized List<Line> lines() {
    return List.copyOf(lines);
  }

  public synchronized List<Long> positions() {
    return List.copyOf(positions);
  }

  /// Whether a text has come so far.
  public synchronized boolean hasHeard(String text) {
    return lines.stream().anyMatch(line -> line.text().contains(text));
  }

  public boolean isEnded() {
    return ended;
  }

  /// Reads what is left after all and tells whether the server has cut the connection.
  public boolean isCutOff() throws IOException {
    socket.setSoTimeout(2_000);
    try {
      var buffer = new byte[65_536];
      while (socket.getInputStream().read(buffer) >= 0) {
        // take what was on its way
      }
      return true;
    } catch (java.net.SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
