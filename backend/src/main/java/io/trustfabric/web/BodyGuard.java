package io.trustfabric.web;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/// Every body passes here: it is digested while it is read and refused where it is larger than its
/// endpoint allows.
@Provider
public class BodyGuard implements ReaderInterceptor {

  /// How large a body may be where its endpoint says nothing.
  static final int DEFAULT_MIB = 2;

  private final RequestBody body;

  BodyGuard(RequestBody body) {
    this.body = body;
  }

  @Override
  public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
    var mib =
        Arrays.stream(context.getAnnotations())
            .filter(MaxBody.class::isInstance)
            .mapToInt(a -> ((MaxBody) a).mib())
            .findFirst()
            .orElse(DEFAULT_MIB);
    var length = context.getHeaders().getFirst(HttpHeaders.CONTENT_LENGTH);
    if (length != null && Long.parseLong(length) > mib * 1024L * 1024L) {
      throw tooLarge(mib);
    }
    var digest = sha256();
    var limited = new DigestInputStream(new Limited(context.getInputStream(), mib), digest);
    body.reading(limited, digest);
    context.setInputStream(limited);
    return context.proceed();
  }

  private static Refusal tooLarge(int mib) {
    return Refusal.of(Problem.Kind.TOO_LARGE, "At most %d MiB are taken here.".formatted(mib));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static final class Limited extends FilterInputStream {
    private final int mib;
    private long left;

    Limited(InputStream in, int mib) {
      super(in);
      this.mib = mib;
      this.left = mib * 1024L * 1024L;
    }

    @Override
    public int read() throws IOException {
      var b = super.read();
      count(b < 0 ? 0 : 1);
      return b;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      var read = super.read(bytes, offset, length);
      count(Math.max(read, 0));
      return read;
    }

    /// Whoever reads JSON closes its source; what is left has yet to be digested.
    @Override
    public void close() {}

    private void count(int read) {
      left -= read;
      if (left < 0) {
        throw tooLarge(mib);
      }
    }
  }
}
