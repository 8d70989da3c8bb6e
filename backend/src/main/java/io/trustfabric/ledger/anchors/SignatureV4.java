package io.trustfabric.ledger.anchors;

import io.trustfabric.record.Canonical;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Signs requests to an S3 store: AWS Signature Version 4, the whole body in the signature.
///
/// @param region as the store calls its place: `eu-central-1`
record SignatureV4(String accessKey, String secretKey, String region) {

  private static final String ALGORITHM = "AWS4-HMAC-SHA256";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  /// The headers to send along, but for `host`, which the client sends by itself.
  ///
  /// @param more further headers that will be sent, by names in lower case
  Map<String, String> headers(
      String method, URI uri, byte[] body, Map<String, String> more, Instant at) {
    var time = TIME.format(at);
    var digest = Canonical.sha256Hex(body);
    var sent = new TreeMap<>(more);
    sent.put("x-amz-content-sha256", digest);
    sent.put("x-amz-date", time);
    var signed = new TreeMap<>(sent);
    signed.put("host", uri.getRawAuthority());
    var names = String.join(";", signed.keySet());
    var request =
        String.join(
            "\n",
            method,
            uri.getRawPath(),
            uri.getRawQuery() == null ? "" : uri.getRawQuery(),
            signed.entrySet().stream()
                .map(header -> header.getKey() + ":" + header.getValue() + "\n")
                .collect(Collectors.joining()),
            names,
            digest);
    var scope = "%s/%s/s3/aws4_request".formatted(time.substring(0, 8), region);
    var text = String.join("\n", ALGORITHM, time, scope, Canonical.sha256Hex(bytes(request)));
    sent.put(
        "authorization",
        "%s Credential=%s/%s,SignedHeaders=%s,Signature=%s"
            .formatted(ALGORITHM, accessKey, scope, names, signature(scope, text)));
    return sent;
  }

  private String signature(String scope, String text) {
    var key = bytes("AWS4" + secretKey);
    for (var part : scope.split("/")) {
      key = hmac(key, part);
    }
    return HexFormat.of().formatHex(hmac(key, text));
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(bytes(text));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return "signatures of " + accessKey;
  }
}
