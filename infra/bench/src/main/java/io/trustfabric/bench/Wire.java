package io.trustfabric.bench;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;

/// One kept-alive HTTP/1.1 connection. Written out because a general client would cost more of the
/// machine's two cores than the server that is measured.
final class Wire implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final String host;
  private final String token;
  private final Socket socket;
  private final InputStream in;

  /// What came back.
  record Answer(int status, byte[] body) {
    String text() {
      return new String(body, StandardCharsets.UTF_8);
    }
  }

  Wire(int port, String token) throws IOException {
    this.host = "localhost:" + port;
    this.token = token;
    this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout((int) PATIENCE.toMillis());
    this.in = new BufferedInputStream(socket.getInputStream(), 64 * 1024);
  }

  Answer get(String path) throws IOException {
    send("GET", path, "application/json", null, new byte[0]);
    return answer();
  }

  Answer post(String path, byte[] json) throws IOException {
    send("POST", path, "application/json", "application/json", json);
    return answer();
  }

  /// Opens a stream of server-sent events.
  ///
  /// @return its body as it comes, in chunks
  InputStream stream(String path) throws IOException {
    send("GET", path, "text/event-stream", null, new byte[0]);
    var head = head();
    if (head.status != 200 || !head.chunked) {
      throw new IOException("no stream but " + head.status);
    }
    return new Chunks(in);
  }

  /// What a drained answer was.
  ///
  /// @param firstByteAt on the clock of `System.nanoTime`
  record Drained(long bytes, long firstByteAt) {}

  /// Takes an archive and keeps nothing of it.
  Drained drain(String path) throws IOException {
    send("GET", path, "application/zip", null, new byte[0]);
    var head = head();
    if (head.status != 200 || !head.chunked) {
      throw new IOException("no archive but " + head.status);
    }
    var body = new Chunks(in);
    var buffer = new byte[64 * 1024];
    long bytes = body.read(buffer, 0, 1);
    var firstByteAt = System.nanoTime();
    for (var read = body.read(buffer); read > 0; read = body.read(buffer)) {
      bytes += read;
    }
    return new Drained(bytes, firstByteAt);
  }

  private void send(String method, String path, String accept, String type, byte[] body)
      throws IOException {
    var head =
        "%s %s HTTP/1.1\r\nHost: %s\r\nAuthorization: Bearer %s\r\nAccept: %s\r\n%s\r\n"
            .formatted(
                method,
                path,
                host,
                token,
                accept,
                type == null
                    ? ""
                    : "Content-Type: %s\r\nContent-Length: %d\r\n".formatted(type, body.length));
    var headBytes = head.getBytes(StandardCharsets.US_ASCII);
    var all = new byte[headBytes.length + body.length];
    System.arraycopy(headBytes, 0, all, 0, headBytes.length);
    System.arraycopy(body, 0, all, headBytes.length, body.length);
    socket.getOutputStream().write(all);
  }

  private record Head(int status, int length, boolean chunked) {}

  private Answer answer() throws IOException {
    var head = head();
    var body = head.chunked ? new Chunks(in).readAllBytes() : in.readNBytes(head.length);
    return new Answer(head.status, body);
  }

  private Head head() throws IOException {
    var status = Integer.parseInt(line(in).split(" ")[1]);
    var length = 0;
    var chunked = false;
    for (var line = line(in); !line.isEmpty(); line = line(in)) {
      var lower = line.toLowerCase(Locale.ROOT);
      if (lower.startsWith("content-length:")) {
        length = Integer.parseInt(lower.substring(15).strip());
      }
      chunked |= lower.startsWith("transfer-encoding:") && lower.contains("chunked");
    }
    return new Head(status, length, chunked);
  }

  private static String line(InputStream in) throws IOException {
    var line = new ByteArrayOutputStream(80);
    for (var b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new EOFException("the server has closed the connection");
      }
      if (b != '\r') {
        line.write(b);
      }
    }
    return line.toString(StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  /// The body of a chunked answer.
  private static final class Chunks extends InputStream {
    private final InputStream in;
    private int left;
    private boolean begun;
    private boolean ended;

    Chunks(InputStream in) {
      this.in = in;
    }

    @Override
    public int read() throws IOException {
      var one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      if (left == 0 && !ended) {
        nextChunk();
      }
      if (ended) {
        return -1;
      }
      var read = in.read(bytes, offset, Math.min(length, left));
      if (read < 0) {
        throw new EOFException("the server has closed the connection");
      }
      left -= read;
      return read;
    }

    private void nextChunk() throws IOException {
      if (begun) {
        line(in);
      }
      begun = true;
      left = Integer.parseInt(line(in).strip(), 16);
      if (left == 0) {
        ended = true;
        line(in);
      }
    }
  }
}
