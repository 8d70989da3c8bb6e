package io.trustfabric.quality.evaluations;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.regex.Pattern;

/// Numbers as answers write them: as JSON numbers, or as texts.
final class Numbers {

  /// No longer, and no larger, than can be reckoned with: an exponent of a billion would take all
  /// memory.
  private static final Pattern NUMBER =
      Pattern.compile("[-+]?[0-9]{1,60}(\\.[0-9]{1,60})?([eE][-+]?[0-9]{1,3})?");

  private Numbers() {}

  /// The number, exactly; null when it is none.
  static BigDecimal of(JsonNode json) {
    var text = json.isNumber() ? json.asText() : json.textValue();
    return text != null && NUMBER.matcher(text.strip()).matches()
        ? new BigDecimal(text.strip())
        : null;
  }
}
