package io.trustfabric.compliance.oscal;

import io.trustfabric.record.Author;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.UUID;

/// Ids as OSCAL wants them: of version 4 or 5. Ours are of version 7, so each is the name of one of
/// version 5; the same thing has the same id in every export.
final class OscalIds {

  /// The namespace of all names here, made once.
  private static final UUID NAMESPACE = UUID.fromString("5b6c7e8a-2f0d-4f5e-9d3c-8a41b7c6e1f2");

  private OscalIds() {}

  /// @param kind of what: `evidence-revision`
  /// @param name what it is called among its kind
  static String of(String kind, Object name) {
    return version5(NAMESPACE, kind + "/" + name).toString();
  }

  static String of(Author person) {
    return of("person", person.issuer() + " " + person.subject());
  }

  /// RFC 9562, section 5.5: the first 128 bits of SHA-1(namespace || name), version and variant
  /// set.
  static UUID version5(UUID namespace, String name) {
    try {
      var sha1 = MessageDigest.getInstance("SHA-1");
      sha1.update(bytes(namespace));
      var hash =
          ByteBuffer.wrap(Arrays.copyOf(sha1.digest(name.getBytes(StandardCharsets.UTF_8)), 16));
      return new UUID(
          hash.getLong() & ~0xF000L | 0x5000L,
          hash.getLong() & 0x3FFF_FFFF_FFFF_FFFFL | 0x8000_0000_0000_0000L);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] bytes(UUID id) {
    return ByteBuffer.allocate(16)
        .putLong(id.getMostSignificantBits())
        .putLong(id.getLeastSignificantBits())
        .array();
  }
}
