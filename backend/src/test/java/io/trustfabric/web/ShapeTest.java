package io.trustfabric.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.trustfabric.record.ApprovalStatus;
import io.trustfabric.record.Invalid;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShapeTest {

  private static final ObjectMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  /// One field of each kind a body may have.
  record Body(
      String text,
      Boolean truth,
      Integer small,
      Long large,
      BigDecimal exact,
      ApprovalStatus status,
      Instant at,
      Duration lasting,
      UUID id,
      List<String> texts,
      List<Inner> inners,
      Inner inner,
      Map<String, Object> free) {}

  record Inner(String name) {}

  @Test
  void what_fits_passes_unchanged() {
    var body =
        """
        {"text": "a", "truth": true, "small": 1, "large": 9007199254740992, "exact": 12.345678901234567890,
         "status": "pending", "at": "2026-01-31T23:59:59Z", "lasting": "PT1H",
         "id": "0199f0f0-0000-7000-8000-000000000000", "texts": ["a"], "inners": [{"name": "a"}],
         "inner": {"name": null}, "free": {"a": [1, 2.5, null, true, "x"]}}
        """;
    var shape = new Shape("");
    assertThat(shape.check(tree(body), MAPPER.constructType(Body.class)))
        .hasToString(tree(body).toString());
    assertThat(shape.errors()).isEmpty();
  }

  @Test
  void every_misfit_is_named_and_the_rest_passes() {
    var shape = new Shape("/7");
    var rest =
        shape.check(
            tree(
                """
                {"text": 1, "truth": "true", "small": 1.5, "large": "1", "exact": "1", "status": "PENDING",
                 "at": 5, "lasting": "1 hour", "id": "1-1-1-1-1", "texts": [1, "ok"], "inners": [{"nme": "a"}, 5],
                 "inner": [], "free": [], "a/b~c": 1}
                """),
            MAPPER.constructType(Body.class));
    assertThat(shape.errors().stream().map(Invalid.Field::pointer))
        .containsExactlyInAnyOrder(
            "/7/text",
            "/7/truth",
            "/7/small",
            "/7/large",
            "/7/exact",
            "/7/status",
            "/7/at",
            "/7/lasting",
            "/7/id",
            "/7/texts/0",
            "/7/inners/0/nme",
            "/7/inners/1",
            "/7/inner",
            "/7/free",
            "/7/a~1b~0c");
    assertThat(rest.at("/texts/1").textValue()).isEqualTo("ok");
    assertThat(rest.has("text")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "small, 2147483648",
    "small, -2147483649",
    "large, 9007199254740993",
    "large, 1e3",
    "large, -9223372036854775809"
  })
  void a_whole_number_must_fit(String field, String number) {
    assertThat(pointers("{\"%s\": %s}".formatted(field, number))).containsExactly("/" + field);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e400", "0.1234567890123456789", "9007199254740993", "1e-400"})
  void a_free_number_must_survive_a_double(String number) {
    assertThat(pointers("{\"free\": {\"a\": {\"b\": [%s]}}}".formatted(number)))
        .containsExactly("/free/a/b/0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\0", "\uD83D", "\uDE00\uD83D", "\uDE00", "x\uD83Dx"})
  void text_that_postgresql_or_utf8_cannot_hold_is_not_storable(String text) {
    assertThat(Shape.isStorable(text)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "\uD83D\uDE00", "\u0001", "\uFFFF", "x\uD83D\uDE00y"})
  void any_other_text_is_storable(String text) {
    assertThat(Shape.isStorable(text)).isTrue();
  }

  @Test
  void free_json_has_its_size_and_its_depth() {
    assertThat(pointers("{\"free\": {\"a\": \"%s\"}}".formatted("é".repeat(8_188)))).isEmpty();
    assertThat(pointers("{\"free\": {\"a\": \"%s\"}}".formatted("é".repeat(8_189))))
        .containsExactly("/free");
    assertThat(pointers("{\"free\": {\"a\": %s%s}}".formatted("[".repeat(99), "]".repeat(99))))
        .isEmpty();
    assertThat(pointers("{\"free\": {\"a\": %s%s}}".formatted("[".repeat(100), "]".repeat(100))))
        .containsExactly("/free");
  }

  private static List<String> pointers(String body) {
    var shape = new Shape("");
    shape.check(tree(body), MAPPER.constructType(Body.class));
    return shape.errors().stream().map(Invalid.Field::pointer).toList();
  }

  private static JsonNode tree(String json) {
    try {
      return MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
