package io.trustfabric.testing;

import io.smallrye.jwt.build.Jwt;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/// Access tokens as the identity provider would issue them.
public final class Tokens {

  public static final String AUDIENCE = "trust-fabric-api";

  private Tokens() {}

  /// Makes the key that signs from now on.
  ///
  /// @return the public key that verifies, base64
  public static String newKey() {
    try {
      var keys = KeyPairGenerator.getInstance("RSA").generateKeyPair();
      System.setProperty(
          PostgresResource.PRIVATE_KEY,
          Base64.getEncoder().encodeToString(keys.getPrivate().getEncoded()));
      return Base64.getEncoder().encodeToString(keys.getPublic().getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /// A person who holds one role; the role is the person's name.
  public static String person(String role) {
    return person(role, role);
  }

  public static String person(String subject, String role) {
    return token(subject, List.of(role), Duration.ofMinutes(5), AUDIENCE, claims(subject, role));
  }

  /// A machine client with one narrow role.
  public static String machine(String role) {
    return token(
        "service-account-" + role,
        List.of(role),
        Duration.ofMinutes(5),
        AUDIENCE,
        Map.of("client_id", role, "preferred_username", "service-account-" + role));
  }

  public static String token(
      String subject,
      List<String> roles,
      Duration validFor,
      String audience,
      Map<String, Object> claims) {
    var builder =
        Jwt.issuer(PostgresResource.ISSUER)
            .subject(subject)
            .audience(audience)
            .issuedAt(Instant.now().minusSeconds(10))
            .expiresAt(Instant.now().plus(validFor))
            .claim("realm_access", Map.of("roles", roles));
    claims.forEach(builder::claim);
    return builder.sign(key());
  }

  private static Map<String, Object> claims(String subject, String role) {
    return role.equals("auditor")
        ? Map.of(
            "preferred_username",
            subject,
            "auditor_until",
            Instant.now().plus(Duration.ofDays(1)).toString())
        : Map.of("preferred_username", subject);
  }

  private static PrivateKey key() {
    try {
      var encoded = Base64.getDecoder().decode(System.getProperty(PostgresResource.PRIVATE_KEY));
      return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(encoded));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
