package io.trustfabric.compliance.evidence;

import java.io.InputStream;
import java.util.UUID;

/// A stored file read from its beginning, one chunk in memory at a time.
public final class ChunkStream extends InputStream {

  private final FileChunks chunks;
  private final UUID fileId;
  private byte[] chunk = {};
  private int at;
  private int next;

  public ChunkStream(FileChunks chunks, UUID fileId) {
    this.chunks = chunks;
    this.fileId = fileId;
  }

  @Override
  public int read() {
    return isAtEnd() ? -1 : chunk[at++] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) {
    if (length == 0) {
      return 0;
    }
    if (isAtEnd()) {
      return -1;
    }
    var count = Math.min(length, chunk.length - at);
    System.arraycopy(chunk, at, bytes, offset, count);
    at += count;
    return count;
  }

  private boolean isAtEnd() {
    if (chunk != null && at == chunk.length) {
      chunk = chunks.get(fileId, next++);
      at = 0;
    }
    return chunk == null;
  }
}
