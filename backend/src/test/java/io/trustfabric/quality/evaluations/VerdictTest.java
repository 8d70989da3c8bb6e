package io.trustfabric.quality.evaluations;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.trustfabric.quality.datasets.Comparison;
import io.trustfabric.quality.datasets.FieldComparator;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerdictTest {

  private static final ObjectMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  /// Values of every kind, sound for some comparators and not for others.
  private static final List<String> VALUES =
      List.of(
          "1",
          "1.0",
          "\"1\"",
          "1.05",
          "-1",
          "1e3",
          "\"1e999\"",
          "\"1e999999999\"",
          "null",
          "true",
          "\"\"",
          "\"Acme \"",
          "\"ACME\"",
          "\"2026-01-31\"",
          "\"2026-01-31T23:30:00-05:00\"",
          "\"2026-02-30\"",
          "[]",
          "[1, 2]",
          "[2, 1, 1.0]",
          "{}",
          "{\"amount\": \"1\", \"currency\": \"EUR\"}",
          "{\"amount\": \"1.00\", \"currency\": \"EUR\"}",
          "{\"amount\": 1, \"currency\": \"EUR\"}",
          "{\"amount\": \"1.005\", \"currency\": \"EUR\"}",
          "{\"amount\": \"1\", \"currency\": \"XXX\"}",
          "{\"amount\": \"1\", \"currency\": \"JPY\"}");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "exact | {\"a\": 1, \"b\": 2.0} | {\"b\": 2, \"a\": 1.0} | true",
        "exact | \"a\" | \"A\" | false",
        "exact | [1, 2] | [2, 1] | false",
        "numeric | 12.34 | \"12.340\" | true",
        "numeric | 100 | 100.5 | true",
        "numeric | 100 | 100.51 | false",
        "numeric | 1000 | 1001 | true",
        "numeric | 1000 | 1001.1 | false",
        "numeric | 1000 | -1000 | false",
        "numeric | \"abc\" | \"abc\" | true",
        "numeric | 5 | null | false",
        "money | {\"amount\": \"12.3\", \"currency\": \"EUR\"} | {\"amount\": 12.30, \"currency\": \"EUR\"} | true",
        "money | {\"amount\": \"12.30\", \"currency\": \"EUR\"} | {\"amount\": \"12.30\", \"currency\": \"USD\"} | false",
        "money | {\"amount\": \"12.30\", \"currency\": \"EUR\"} | {\"amount\": \"12.301\", \"currency\": \"EUR\"} | false",
        "money | {\"amount\": \"12\", \"currency\": \"JPY\"} | {\"amount\": \"12.0\", \"currency\": \"JPY\"} | true",
        "money | {\"amount\": \"1.234\", \"currency\": \"KWD\"} | {\"amount\": \"1.2340\", \"currency\": \"KWD\"} | true",
        "date | \"2026-01-31\" | \"2026-01-31T23:59:59+14:00\" | true",
        "date | \"2026-01-31\" | \"2026-02-01\" | false",
        "date | \"31/01/2026\" | \"31/01/2026\" | true",
        "case_insensitive | \" Straße Σίσυφος\" | \"STRASSE ΣΊΣΥΦΟΣ \" | true",
        "case_insensitive | \"a b\" | \"ab\" | false",
        "set | [\"a\", \"b\"] | [\"b\", \"a\", \"b\"] | true",
        "set | [1, 2.0] | [2, 1.0] | true",
        "set | [] | [1] | false",
        "set | \"a\" | [\"a\"] | false"
      })
  void each_comparator_says_what_it_is_for(
      String comparator, String expected, String actual, boolean right) {
    assertThat(Verdict.isRight(comparator(comparator), json(expected), json(actual)))
        .isEqualTo(right);
  }

  @Test
  void every_value_is_right_for_itself_and_none_for_nothing() {
    for (var comparison : Comparison.values()) {
      for (var value : VALUES) {
        var json = json(value);
        assertThat(Verdict.isRight(comparator(comparison.name()), json, json)).isTrue();
        assertThat(Verdict.isRight(comparator(comparison.name()), json, MissingNode.getInstance()))
            .isFalse();
      }
    }
  }

  @Test
  void without_a_share_of_the_expected_every_comparator_is_symmetric() {
    for (var comparison : Comparison.values()) {
      var comparator =
          new FieldComparator(
              "f",
              comparison,
              comparison == Comparison.NUMERIC ? new BigDecimal("0.1") : null,
              null);
      for (var one : VALUES) {
        for (var other : VALUES) {
          assertThat(Verdict.isRight(comparator, json(one), json(other)))
              .as("%s: %s, %s", comparison, one, other)
              .isEqualTo(Verdict.isRight(comparator, json(other), json(one)));
        }
      }
    }
  }

  @Test
  void the_order_of_a_set_does_not_matter() {
    var random = new Random(20_260_131);
    for (int i = 0; i < 200; i++) {
      var elements = new ArrayList<Integer>();
      for (int n = random.nextInt(20); n > 0; n--) {
        elements.add(random.nextInt(10));
      }
      var expected = json(elements.toString());
      Collections.shuffle(elements, random);
      assertThat(Verdict.isRight(comparator("set"), expected, json(elements.toString()))).isTrue();
    }
  }

  private static FieldComparator comparator(String name) {
    var comparison = Comparison.valueOf(name.toUpperCase(java.util.Locale.ROOT));
    return comparison == Comparison.NUMERIC
        ? new FieldComparator("f", comparison, new BigDecimal("0.5"), new BigDecimal("0.001"))
        : new FieldComparator("f", comparison, null, null);
  }

  private static JsonNode json(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(text, e);
    }
  }
}
