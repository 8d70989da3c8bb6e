package io.trustfabric.quality.evaluations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.trustfabric.quality.datasets.FieldComparator;
import io.trustfabric.quality.datasets.GoldenItem;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/// Says whether an answer's field is right.
final class Verdict {

  private Verdict() {}

  /// Whether `actual` is what was expected. A field whose expected value is none of the
  /// comparator's kind can only be right exactly.
  ///
  /// @param comparator null for exactly
  static boolean isRight(FieldComparator comparator, JsonNode expected, JsonNode actual) {
    if (actual.isMissingNode()) {
      return false;
    }
    if (isExact(expected, actual)) {
      return true;
    }
    return comparator != null
        && switch (comparator.comparator()) {
          case EXACT -> false;
          case NUMERIC -> isNear(comparator, Numbers.of(expected), Numbers.of(actual));
          case MONEY -> isSame(Money.of(expected), Money.of(actual));
          case DATE -> isSame(date(expected), date(actual));
          case CASE_INSENSITIVE -> isSame(folded(expected), folded(actual));
          case SET -> isSame(elements(expected), elements(actual));
        };
  }

  private static boolean isExact(JsonNode expected, JsonNode actual) {
    return GoldenItem.text(expected).equals(GoldenItem.text(actual));
  }

  private static boolean isSame(Object expected, Object actual) {
    return expected != null && expected.equals(actual);
  }

  private static boolean isNear(FieldComparator tolerance, BigDecimal expected, BigDecimal actual) {
    if (expected == null || actual == null) {
      return false;
    }
    var off = expected.subtract(actual).abs();
    var absolute = tolerance.absoluteTolerance();
    var relative = tolerance.relativeTolerance();
    return off.signum() == 0
        || absolute != null && off.compareTo(absolute) <= 0
        || relative != null && off.compareTo(relative.multiply(expected.abs())) <= 0;
  }

  /// A calendar day, or that of a moment where the moment was told.
  private static LocalDate date(JsonNode json) {
    var text = json.textValue();
    if (text == null || text.length() > 40) {
      return null;
    }
    try {
      return text.indexOf('T') < 0
          ? LocalDate.parse(text)
          : OffsetDateTime.parse(text).toLocalDate();
    } catch (DateTimeException e) {
      return null;
    }
  }

  /// Upper case first: some letters have more than one lower case, such as the Greek sigma.
  private static String folded(JsonNode json) {
    var text = json.textValue();
    return text == null ? null : text.strip().toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
  }

  private static Set<String> elements(JsonNode json) {
    if (!json.isArray()) {
      return null;
    }
    var elements = new HashSet<String>();
    json.forEach(element -> elements.add(GoldenItem.text(element)));
    return elements;
  }

  /// The value of a field; missing where it is not there.
  static JsonNode field(JsonNode value, String name) {
    return value.isObject() ? value.path(name) : MissingNode.getInstance();
  }
}
