package io.trustfabric.testing;

import io.smallrye.jwt.build.Jwt;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Tokens that must open nothing.
public final class BadTokens {

  private BadTokens() {}

  /// Tokens that are none at all, each under what is wrong with it.
  public static Map<String, String> all() {
    var tokens = new LinkedHashMap<String, String>();
    tokens.put(
        "expired",
        Tokens.token("admin", List.of("admin"), Duration.ofMinutes(-5), Tokens.AUDIENCE, Map.of()));
    tokens.put(
        "for another audience",
        Tokens.token("admin", List.of("admin"), Duration.ofMinutes(5), "some-other-api", Map.of()));
    tokens.put("signed by somebody else", forged(PostgresResource.ISSUER));
    tokens.put("not signed", unsigned());
    tokens.put("no token", "nonsense");
    return tokens;
  }

  /// An auditor whose grant has no end: it does not count.
  public static String auditorWithoutEnd() {
    return Tokens.token(
        "auditor", List.of("auditor"), Duration.ofMinutes(5), Tokens.AUDIENCE, Map.of());
  }

  /// An auditor whose grant ends then.
  public static String auditorUntil(String until) {
    return Tokens.token(
        "auditor",
        List.of("auditor"),
        Duration.ofMinutes(5),
        Tokens.AUDIENCE,
        Map.of("auditor_until", until));
  }

  private static String forged(String issuer) {
    try {
      var key = KeyPairGenerator.getInstance("RSA").generateKeyPair().getPrivate();
      return Jwt.issuer(issuer)
          .subject("admin")
          .audience(Tokens.AUDIENCE)
          .expiresAt(Instant.now().plusSeconds(300))
          .claim("realm_access", Map.of("roles", List.of("admin")))
          .sign(key);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String unsigned() {
    var payload =
        """
        {"iss": "%s", "sub": "admin", "aud": "%s", "exp": %d, "realm_access": {"roles": ["admin"]}}
        """
            .formatted(
                PostgresResource.ISSUER,
                Tokens.AUDIENCE,
                Instant.now().plusSeconds(300).getEpochSecond());
    return encoded("{\"alg\": \"none\", \"typ\": \"JWT\"}") + "." + encoded(payload) + ".";
  }

  private static String encoded(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
