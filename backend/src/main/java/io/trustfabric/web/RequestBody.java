package io.trustfabric.web;

import jakarta.enterprise.context.RequestScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;

/// The body of the current request as it was read: its digest, without keeping its bytes.
@RequestScoped
public class RequestBody {

  private MessageDigest digest;
  private InputStream stream;

  void reading(InputStream stream, MessageDigest digest) {
    this.stream = stream;
    this.digest = digest;
  }

  /// SHA-256 of the whole body; reads what is left of it first. Of nothing when there was none.
  byte[] sha256() {
    if (digest == null) {
      return io.trustfabric.record.Canonical.sha256();
    }
    try {
      stream.transferTo(java.io.OutputStream.nullOutputStream());
      return ((MessageDigest) digest.clone()).digest();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException(e);
    }
  }
}
