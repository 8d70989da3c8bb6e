package io.trustfabric.testing;

import java.security.SecureRandom;
import java.util.Base64;

/// By what the ledgers of tests are sealed; one key for all processes of a test.
public final class SealKeys {

  public static final String ORIGIN = "tests.example/api/audit";

  /// The seed of an Ed25519 key, base64.
  public static final String SEED = newSeed();

  private SealKeys() {}

  public static String newSeed() {
    var seed = new byte[32];
    new SecureRandom().nextBytes(seed);
    return Base64.getEncoder().encodeToString(seed);
  }
}
