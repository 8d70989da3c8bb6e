package io.trustfabric.record;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import org.erdtman.jcs.NumberToJSON;

/// Canonical JSON (RFC 8785) and SHA-256 over it: the bytes that digests and proofs are made of.
public final class Canonical {

  /// Up to here a double holds every whole number, so its digits are its RFC 8785 text.
  private static final long MAX_SAFE = 1L << 53;

  private Canonical() {}

  /// The node as RFC 8785 canonical JSON in UTF-8.
  ///
  /// @throws IllegalArgumentException for half a surrogate pair, which has no UTF-8
  public static byte[] bytes(JsonNode node) {
    var out = new StringBuilder(512);
    write(node, out);
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }

  /// Straight from the tree: the library takes text, which would have to be written and read again
  /// for each of a batch's ten thousand rows. Numbers, the hard part, stay the library's.
  private static void write(JsonNode node, StringBuilder out) {
    switch (node.getNodeType()) {
      case OBJECT -> {
        var names = new ArrayList<String>(node.size());
        node.fieldNames().forEachRemaining(names::add);
        // String's own order is by UTF-16 code units, as section 3.2.3 wants it.
        Collections.sort(names);
        var separator = '{';
        for (var name : names) {
          text(name, out.append(separator));
          write(node.get(name), out.append(':'));
          separator = ',';
        }
        out.append(names.isEmpty() ? "{}" : "}");
      }
      case ARRAY -> {
        var separator = '[';
        for (var item : node) {
          write(item, out.append(separator));
          separator = ',';
        }
        out.append(node.isEmpty() ? "[]" : "]");
      }
      case STRING -> text(node.textValue(), out);
      case NUMBER -> number(node, out);
      case BOOLEAN -> out.append(node.booleanValue());
      case NULL -> out.append("null");
      default -> throw new IllegalArgumentException("no JSON: " + node.getNodeType());
    }
  }

  private static void number(JsonNode node, StringBuilder out) {
    if (node.isIntegralNumber() && node.canConvertToLong()) {
      var whole = node.longValue();
      if (Math.abs(whole) <= MAX_SAFE) {
        out.append(whole);
        return;
      }
    }
    try {
      out.append(NumberToJSON.serializeNumber(node.doubleValue()));
    } catch (IOException e) {
      throw new IllegalArgumentException("no JSON number: " + node, e);
    }
  }

  private static void text(String text, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\b' -> out.append("\\b");
        case '\t' -> out.append("\\t");
        case '\n' -> out.append("\\n");
        case '\f' -> out.append("\\f");
        case '\r' -> out.append("\\r");
        default -> {
          if (c < ' ') {
            out.append("\\u00").append(HexFormat.of().toHexDigits((byte) c));
          } else if (Character.isSurrogate(c)) {
            if (!Character.isHighSurrogate(c)
                || i + 1 == text.length()
                || !Character.isLowSurrogate(text.charAt(i + 1))) {
              throw new IllegalArgumentException("half a surrogate pair");
            }
            out.append(c).append(text.charAt(++i));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
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
