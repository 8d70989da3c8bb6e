package io.trustfabric.chaos.journals;

import com.fasterxml.jackson.databind.JsonNode;
import io.trustfabric.chaos.experiments.ProbeTolerance;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.StreamSupport;

/// A tolerance as Chaos Toolkit writes it (chaoslib, `hypothesis.py`): a value, a list of values,
/// or a range. Regular expressions, JSON paths and probes as tolerances only the tool itself can
/// judge.
final class ToolTolerance {

  private static final int MOST = 50;

  private ToolTolerance() {}

  /// Whether an output is within a tolerance; null when that cannot be told from the journal.
  static Boolean judge(JsonNode tolerance, JsonNode output) {
    if (tolerance.isBoolean() || tolerance.isTextual()) {
      return same(tolerance, output);
    }
    if (tolerance.isNumber()) {
      return same(tolerance, statusOr(output));
    }
    if (tolerance.isArray()) {
      var value = statusOr(output);
      return StreamSupport.stream(tolerance.spliterator(), false).anyMatch(one -> same(one, value));
    }
    return isRange(tolerance) ? inRange(tolerance, output) : null;
  }

  /// The tolerance in our own words; null where we have none.
  static ProbeTolerance of(JsonNode tolerance) {
    if (tolerance.isBoolean() || tolerance.isTextual()) {
      return ProbeTolerance.texts(List.of(JournalText.cut(tolerance.asText(), 200)));
    }
    if (tolerance.isNumber()) {
      return ProbeTolerance.between(tolerance.decimalValue(), tolerance.decimalValue());
    }
    if (tolerance.isArray() && !tolerance.isEmpty()) {
      return ProbeTolerance.texts(
          StreamSupport.stream(tolerance.spliterator(), false)
              .limit(MOST)
              .map(one -> JournalText.cut(one.isValueNode() ? one.asText() : one.toString(), 200))
              .toList());
    }
    return isRange(tolerance)
        ? ProbeTolerance.between(
            tolerance.at("/range/0").decimalValue(), tolerance.at("/range/1").decimalValue())
        : null;
  }

  private static boolean isRange(JsonNode tolerance) {
    return tolerance.path("type").asText().equals("range")
        && tolerance.path("range").size() == 2
        && tolerance.at("/range/0").isNumber()
        && tolerance.at("/range/1").isNumber();
  }

  private static Boolean inRange(JsonNode tolerance, JsonNode output) {
    var value = output.isObject() ? output.path(tolerance.path("target").asText("body")) : output;
    var number = number(value);
    return number == null
        ? null
        : number.compareTo(tolerance.at("/range/0").decimalValue()) >= 0
            && number.compareTo(tolerance.at("/range/1").decimalValue()) <= 0;
  }

  /// A number, or a text that is one.
  private static BigDecimal number(JsonNode value) {
    try {
      return value.isNumber()
          ? value.decimalValue()
          : value.isTextual() && value.textValue().length() <= 50
              ? new BigDecimal(value.textValue().strip())
              : null;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /// Of an HTTP answer the status is meant.
  private static JsonNode statusOr(JsonNode output) {
    return output.isObject() && output.has("status") ? output.get("status") : output;
  }

  /// As Python compares, for which true is 1.
  private static boolean same(JsonNode a, JsonNode b) {
    var left = arithmetic(a);
    var right = arithmetic(b);
    return left != null && right != null ? left.compareTo(right) == 0 : a.equals(b);
  }

  private static BigDecimal arithmetic(JsonNode value) {
    if (value.isBoolean()) {
      return value.booleanValue() ? BigDecimal.ONE : BigDecimal.ZERO;
    }
    return value.isNumber() ? value.decimalValue() : null;
  }
}
