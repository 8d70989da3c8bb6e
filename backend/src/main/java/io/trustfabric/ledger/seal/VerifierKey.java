package io.trustfabric.ledger.seal;

import io.trustfabric.record.Canonical;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/// A public key that verifies signatures on notes, as C2SP signed-note writes it: `name+hash+key`.
///
/// @param name of who signs
/// @param type what kind of signature: {@link #ED25519} or {@link #COSIGNATURE}
/// @param key the 32 bytes of an Ed25519 public key
public record VerifierKey(String name, byte type, byte[] key) {

  /// A signature on the note's text.
  public static final byte ED25519 = 1;

  /// A witness' signature on the text and a time (C2SP tlog-cosignature).
  public static final byte COSIGNATURE = 4;

  static final int KEY = 32;

  /// What stands before the 32 bytes in a SubjectPublicKeyInfo of Ed25519 (RFC 8410).
  private static final byte[] SPKI = HexFormat.of().parseHex("302a300506032b6570032100");

  /// @throws IllegalArgumentException when it is none
  public static VerifierKey parse(String text) {
    var parts = text.split("\\+", 3);
    if (parts.length < 3 || !isName(parts[0])) {
      throw new IllegalArgumentException("no verifier key: " + text);
    }
    var bytes = Base64.getDecoder().decode(parts[2]);
    if (bytes.length != KEY + 1) {
      throw new IllegalArgumentException("no Ed25519 verifier key: " + text);
    }
    var key = new VerifierKey(parts[0], bytes[0], Arrays.copyOfRange(bytes, 1, bytes.length));
    if (key.type != ED25519 && key.type != COSIGNATURE || !key.text().equals(text)) {
      throw new IllegalArgumentException("no verifier key of a known kind: " + text);
    }
    return key;
  }

  /// Whether a key may be called so: no space, no plus.
  static boolean isName(String name) {
    return !name.isEmpty() && name.chars().noneMatch(c -> c == '+' || Character.isWhitespace(c));
  }

  static VerifierKey of(String name, PublicKey key) {
    var encoded = key.getEncoded();
    return new VerifierKey(
        name, ED25519, Arrays.copyOfRange(encoded, encoded.length - KEY, encoded.length));
  }

  /// `name+hash+key`.
  public String text() {
    return "%s+%s+%s"
        .formatted(
            name, HexFormat.of().formatHex(hash()), Base64.getEncoder().encodeToString(typed()));
  }

  /// The 4 bytes by which a signature line names its key.
  byte[] hash() {
    var named = (name + "\n").getBytes(StandardCharsets.UTF_8);
    return Arrays.copyOf(Canonical.sha256(named, typed()), 4);
  }

  private byte[] typed() {
    return ByteBuffer.allocate(KEY + 1).put(type).put(key).array();
  }

  /// Whether this key signed the text.
  ///
  /// @param signature what follows the key's hash in a signature line
  boolean verifies(String text, byte[] signature) {
    try {
      var message = text;
      var signed = signature;
      if (type == COSIGNATURE) {
        if (signature.length != Long.BYTES + 64) {
          return false;
        }
        var time = ByteBuffer.wrap(signature).getLong();
        message = "cosignature/v1\ntime %d\n%s".formatted(time, text);
        signed = Arrays.copyOfRange(signature, Long.BYTES, signature.length);
      }
      var verifier = Signature.getInstance("Ed25519");
      verifier.initVerify(publicKey());
      verifier.update(message.getBytes(StandardCharsets.UTF_8));
      return signed.length == 64 && verifier.verify(signed);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private PublicKey publicKey() throws GeneralSecurityException {
    var encoded = ByteBuffer.allocate(SPKI.length + KEY).put(SPKI).put(key).array();
    return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof VerifierKey that && text().equals(that.text());
  }

  @Override
  public int hashCode() {
    return text().hashCode();
  }
}
