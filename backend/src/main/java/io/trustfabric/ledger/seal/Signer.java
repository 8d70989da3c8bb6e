package io.trustfabric.ledger.seal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/// An Ed25519 key that signs notes.
public final class Signer {

  private static final String ED25519 = "Ed25519";
  private static final int SEED = 32;
  private static final Pattern PEM =
      Pattern.compile("(?s)(.*?)-----BEGIN PRIVATE KEY-----(.+?)-----END PRIVATE KEY-----\\s*");

  /// What a key made for development says before it begins.
  public static final String FOR_DEVELOPMENT = "development only";

  private final PrivateKey key;
  private final PublicKey publicKey;
  private final boolean forDevelopment;

  private Signer(byte[] seed, boolean forDevelopment) throws GeneralSecurityException {
    this.forDevelopment = forDevelopment;
    key =
        KeyFactory.getInstance(ED25519)
            .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seed));
    publicKey = publicKey(seed);
    var probe = new Checkpoint("probe", 0, new byte[32]).text();
    if (!VerifierKey.of("probe", publicKey).verifies(probe, signature(probe))) {
      throw new GeneralSecurityException("the public key does not verify what the key signs");
    }
  }

  /// The configured key; null when none is.
  ///
  /// @throws IllegalStateException when it cannot be read, is no Ed25519 key, or may not be used
  static Signer of(SealConfig config) {
    var text = config.key().orElseGet(() -> config.keyFile().map(Signer::read).orElse(null));
    if (text == null) {
      return null;
    }
    var signer = parse(text);
    if (signer.forDevelopment && !config.developmentKey()) {
      throw new IllegalStateException(
          "The ledger's signing key was made for development and does not sign here: set trust-fabric.seal.key-file to a key of your own.");
    }
    return signer;
  }

  private static String read(java.nio.file.Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException("The ledger's signing key cannot be read: " + file, e);
    }
  }

  /// @param text PKCS #8 in PEM, whatever stands before it, or the seed in base64
  /// @throws IllegalStateException when it is no Ed25519 key; never tells what it is
  public static Signer parse(String text) {
    try {
      var pem = PEM.matcher(text);
      if (pem.matches()) {
        var encoded = Base64.getMimeDecoder().decode(pem.group(2).strip());
        var key = KeyFactory.getInstance(ED25519).generatePrivate(new PKCS8EncodedKeySpec(encoded));
        return new Signer(
            ((EdECPrivateKey) key).getBytes().orElseThrow(),
            pem.group(1).contains(FOR_DEVELOPMENT));
      }
      var seed = Base64.getDecoder().decode(text.strip());
      if (seed.length == SEED) {
        return new Signer(seed, false);
      }
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      // told below, without what was read
    }
    throw new IllegalStateException(
        "The ledger's signing key is neither an Ed25519 key in PKCS #8 PEM nor 32 bytes in base64.");
  }

  /// The JDK tells no public key of a private one, but makes pairs from the random bytes it is
  /// given. The probe in the constructor holds it to that.
  private static PublicKey publicKey(byte[] seed) throws GeneralSecurityException {
    var pairs = KeyPairGenerator.getInstance(ED25519);
    pairs.initialize(NamedParameterSpec.ED25519, new Given(seed));
    return pairs.generateKeyPair().getPublic();
  }

  /// Gives what it was given.
  private static final class Given extends SecureRandom {
    private final transient byte[] bytes;

    Given(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    public void nextBytes(byte[] into) {
      System.arraycopy(bytes, 0, into, 0, Math.min(bytes.length, into.length));
    }
  }

  /// Its public half under that name.
  public VerifierKey verifierKey(String name) {
    return VerifierKey.of(name, publicKey);
  }

  /// Signs a checkpoint under its origin's name.
  public SignedNote sign(Checkpoint checkpoint) {
    var text = checkpoint.text();
    var name = checkpoint.origin();
    return new SignedNote(
        text, List.of(new SignedNote.Line(name, verifierKey(name).hash(), signature(text))));
  }

  private byte[] signature(String text) {
    try {
      var signature = Signature.getInstance(ED25519);
      signature.initSign(key);
      signature.update(text.getBytes(StandardCharsets.UTF_8));
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the ledger's key cannot sign", e);
    }
  }
}
