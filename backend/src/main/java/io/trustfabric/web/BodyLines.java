package io.trustfabric.web;

import io.trustfabric.record.Invalid;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/// A body of lines, one in memory at a time.
public final class BodyLines {

  private final InputStream body;
  private final int maxBytes;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private int number;

  /// @param maxBytes how long a line may be
  public BodyLines(InputStream body, int maxBytes) {
    this.body = new BufferedInputStream(body, 64 * 1024);
    this.maxBytes = maxBytes;
  }

  /// The next line that is not blank, without its end; null when there is none.
  ///
  /// @throws Invalid when it is too long
  public byte[] next() throws IOException {
    while (true) {
      line.reset();
      var blank = true;
      var b = body.read();
      if (b < 0) {
        return null;
      }
      number++;
      for (; b >= 0 && b != '\n'; b = body.read()) {
        blank &= b == ' ' || b == '\t' || b == '\r';
        line.write(b);
        if (line.size() > maxBytes) {
          throw new Invalid(
              List.of(
                  new Invalid.Field("", "is longer than %d bytes".formatted(maxBytes), number)));
        }
      }
      if (!blank) {
        return line.toByteArray();
      }
    }
  }

  /// The number of the line that was read last, from 1.
  public int number() {
    return number;
  }
}
