package io.trustfabric.security.sources;

import io.trustfabric.record.Canonical;
import io.trustfabric.web.IpAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Collectors;

/// Makes what others wrote fit to be kept: nothing here passes the validation of a request.
final class Foreign {

  /// The same tolerance that reports over HTTP have.
  private static final Duration CLOCK_AHEAD = Duration.ofMinutes(5);

  private static final int LONGEST_FINGERPRINT = 200;
  private static final IpAddress.Literal LITERAL = new IpAddress.Literal();

  private Foreign() {}

  /// At most so many characters, without those that PostgreSQL or UTF-8 cannot hold; null stays.
  static String text(String text, int most) {
    if (text == null) {
      return null;
    }
    var utf8 = StandardCharsets.UTF_8;
    // Encoding replaces halves of surrogate pairs, also the one that the cut leaves.
    var cut = text.length() <= most ? text : text.substring(0, most);
    return new String(cut.replace('\0', '?').getBytes(utf8), utf8);
  }

  /// The address, or null when it is none.
  static String address(String text) {
    return text != null && LITERAL.isValid(text, null) ? text : null;
  }

  /// A time, not later than now when it is too far ahead to be a matter of clocks.
  static Instant time(Instant at, Instant now) {
    return at.isAfter(now.plus(CLOCK_AHEAD)) ? now : at;
  }

  /// A fingerprint of these parts: readable, or a digest where they are too long or odd.
  static String fingerprint(String... parts) {
    var joined =
        Arrays.stream(parts)
            .map(part -> part == null ? "-" : part)
            .collect(Collectors.joining(":"));
    if (joined.length() <= LONGEST_FINGERPRINT && joined.matches("[\\x21-\\x7e]+")) {
      return joined;
    }
    var digest = Canonical.sha256Hex(joined.getBytes(StandardCharsets.UTF_8));
    return parts[0] + ":" + parts[1] + ":" + digest;
  }
}
