package io.trustfabric.ledger.anchors;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The examples of Amazon's own description ("Signature Calculations for the Authorization
/// Header").
class SignatureV4Test {

  private static final Instant AT = Instant.parse("2013-05-24T00:00:00Z");
  private static final SignatureV4 SIGNATURE =
      new SignatureV4(
          "AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "us-east-1");

  @Test
  void a_read_is_signed_as_in_the_description() {
    var headers =
        SIGNATURE.headers(
            "GET",
            URI.create("https://examplebucket.s3.amazonaws.com/test.txt"),
            new byte[0],
            Map.of("range", "bytes=0-9"),
            AT);
    assertThat(headers.get("authorization"))
        .isEqualTo(
            "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,"
                + "SignedHeaders=host;range;x-amz-content-sha256;x-amz-date,"
                + "Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41");
  }

  @Test
  void a_write_is_signed_as_in_the_description() {
    var headers =
        SIGNATURE.headers(
            "PUT",
            URI.create("https://examplebucket.s3.amazonaws.com/test%24file.text"),
            "Welcome to Amazon S3.".getBytes(StandardCharsets.UTF_8),
            Map.of(
                "date", "Fri, 24 May 2013 00:00:00 GMT",
                "x-amz-storage-class", "REDUCED_REDUNDANCY"),
            AT);
    assertThat(headers.get("authorization"))
        .endsWith("Signature=98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd");
  }

  @Test
  void it_does_not_tell_its_secret() {
    assertThat(SIGNATURE.toString()).doesNotContain("wJalr");
  }
}
