package io.trustfabric.chaosrun.net;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.List;

/// An access token (RFC 9068) signed by a key of our own.
public final class SignedToken {

  private static final ObjectMapper JSON = new ObjectMapper();

  private SignedToken() {}

  /// A token of a machine client with some roles, good for an hour.
  public static String of(
      PrivateKey key, String keyId, String issuer, String client, List<String> roles) {
    var now = Instant.now().getEpochSecond();
    var claims =
        JSON.createObjectNode()
            .put("iss", issuer)
            .put("sub", "service-account-" + client)
            .put("aud", "trust-fabric-api")
            .put("client_id", client)
            .put("preferred_username", "service-account-" + client)
            .put("iat", now - 10)
            .put("exp", now + 3_600);
    claims.putObject("realm_access").set("roles", JSON.valueToTree(roles));
    var head = JSON.createObjectNode().put("alg", "RS256").put("typ", "JWT").put("kid", keyId);
    var signed = part(head) + "." + part(claims);
    return signed + "." + encoded(signature(key, signed));
  }

  private static byte[] signature(PrivateKey key, String text) {
    try {
      var signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(key);
      signature.update(text.getBytes(StandardCharsets.US_ASCII));
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the key cannot sign", e);
    }
  }

  private static String part(ObjectNode json) {
    return encoded(json.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static String encoded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
