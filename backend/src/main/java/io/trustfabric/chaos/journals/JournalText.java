package io.trustfabric.chaos.journals;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/// Texts and times as they stand in journals.
final class JournalText {

  private static final Instant EARLIEST = Instant.parse("1970-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

  private JournalText() {}

  /// A text that can be stored: no NUL, no half of a surrogate pair, and no longer than `max`.
  static String cut(String text, int max) {
    var end = Math.min(text.length(), max);
    if (end < text.length() && Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    var utf8 = StandardCharsets.UTF_8;
    return new String(text.substring(0, end).getBytes(utf8), utf8).replace('\u0000', '\uFFFD');
  }

  /// ISO 8601; UTC where it has no offset, as older versions of the tool wrote it. Null when it is
  /// none.
  static Instant time(JsonNode node) {
    try {
      var text = node.asText();
      var at =
          text.matches(".*T.*(Z|[+-][0-9:]{4,9})")
              ? OffsetDateTime.parse(text).toInstant()
              : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
      return at.isBefore(EARLIEST) || at.isAfter(LATEST) ? null : at.truncatedTo(ChronoUnit.MICROS);
    } catch (DateTimeException e) {
      return null;
    }
  }
}
