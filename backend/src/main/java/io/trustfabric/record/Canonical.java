package io.trustfabric.record;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.erdtman.jcs.JsonCanonicalizer;

/// Canonical JSON (RFC 8785) and SHA-256 over it: the bytes that digests and proofs are made of.
public final class Canonical {

  private Canonical() {}

  /// The node as RFC 8785 canonical JSON in UTF-8.
  public static byte[] bytes(JsonNode node) {
    try {
      // The canonicalizer reads objects and arrays only; a scalar takes a detour through an array.
      if (node.isContainerNode()) {
        return new JsonCanonicalizer(node.toString()).getEncodedUTF8();
      }
      var wrapped = new JsonCanonicalizer("[" + node + "]").getEncodedUTF8();
      return java.util.Arrays.copyOfRange(wrapped, 1, wrapped.length - 1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// SHA-256 over all parts, one after the other.
  public static byte[] sha256(byte[]... parts) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      for (var part : parts) {
        digest.update(part);
      }
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /// SHA-256 in lower-case hex.
  public static String sha256Hex(byte[]... parts) {
    return HexFormat.of().formatHex(sha256(parts));
  }

  /// Whether a number survives RFC 8785, which writes every number as an IEEE 754 double.
  public static boolean isExactAsDouble(BigDecimal number) {
    var asDouble = number.doubleValue();
    return Double.isFinite(asDouble)
        && new BigDecimal(Double.toString(asDouble)).compareTo(number) == 0;
  }
}
