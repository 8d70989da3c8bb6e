package io.trustfabric.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.erdtman.jcs.JsonCanonicalizer;
import org.junit.jupiter.api.Test;

/// The examples of RFC 8785.
class CanonicalTest {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  /// Appendix B: IEEE 754 bits and the number's text.
  private static final Map<Long, String> NUMBERS =
      Map.ofEntries(
          Map.entry(0x0000000000000000L, "0"),
          Map.entry(0x8000000000000000L, "0"),
          Map.entry(0x0000000000000001L, "5e-324"),
          Map.entry(0x8000000000000001L, "-5e-324"),
          Map.entry(0x7fefffffffffffffL, "1.7976931348623157e+308"),
          Map.entry(0xffefffffffffffffL, "-1.7976931348623157e+308"),
          Map.entry(0x4340000000000000L, "9007199254740992"),
          Map.entry(0xc340000000000000L, "-9007199254740992"),
          Map.entry(0x4430000000000000L, "295147905179352830000"),
          Map.entry(0x44b52d02c7e14af5L, "9.999999999999997e+22"),
          Map.entry(0x44b52d02c7e14af6L, "1e+23"),
          Map.entry(0x44b52d02c7e14af7L, "1.0000000000000001e+23"),
          Map.entry(0x444b1ae4d6e2ef4eL, "999999999999999700000"),
          Map.entry(0x444b1ae4d6e2ef4fL, "999999999999999900000"),
          Map.entry(0x444b1ae4d6e2ef50L, "1e+21"),
          Map.entry(0x3eb0c6f7a0b5ed8cL, "9.999999999999997e-7"),
          Map.entry(0x3eb0c6f7a0b5ed8dL, "0.000001"),
          Map.entry(0x41b3de4355555553L, "333333333.3333332"),
          Map.entry(0x41b3de4355555554L, "333333333.33333325"),
          Map.entry(0x41b3de4355555555L, "333333333.3333333"),
          Map.entry(0x41b3de4355555556L, "333333333.3333334"),
          Map.entry(0x41b3de4355555557L, "333333333.33333343"),
          Map.entry(0xbecbf647612f3696L, "-0.0000033333333333333333"),
          Map.entry(0x43143ff3c1cb0959L, "1424953923781206.2"));

  @Test
  void numbers_are_written_as_in_appendix_b() {
    NUMBERS.forEach(
        (bits, text) ->
            assertThat(canonical(DoubleNode.valueOf(Double.longBitsToDouble(bits))))
                .isEqualTo(text));
  }

  @Test
  void the_sample_of_section_3_2_2_comes_out_as_printed_there() throws IOException {
    var sample =
        """
        {"numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
         "string": "\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\"\\/",
         "literals": [null, true, false]}
        """;
    assertThat(canonical(MAPPER.readTree(sample)))
        .isEqualTo(
            """
            {"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA'B\\"\\\\\\\\\\"/"}""");
  }

  @Test
  void names_are_ordered_by_utf_16_units_as_in_section_3_2_3() throws IOException {
    var sample =
        """
        {"\\u20ac": 1, "\\r": 2, "\\ufb33": 3, "1": 4, "\\ud83d\\ude00": 5, "\\u0080": 6, "\\u00f6": 7}
        """;
    assertThat(canonical(MAPPER.readTree(sample)))
        .isEqualTo(
            "{\"\\r\":2,\"1\":4,\"\u0080\":6,\"\u00f6\":7,\"\u20ac\":1,\"\ud83d\ude00\":5,\"\ufb33\":3}");
  }

  @Test
  void a_text_alone_is_canonical_json_with_its_quotes() {
    assertThat(canonical(TextNode.valueOf("a\"[],\u0007"))).isEqualTo("\"a\\\"[],\\u0007\"");
  }

  @Test
  void half_a_surrogate_pair_has_no_canonical_form() {
    for (var text : List.of("\ud83d", "a\ude00", "\ud83dx", "\ude00\ud83d")) {
      assertThatThrownBy(() -> Canonical.bytes(TextNode.valueOf(text)))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void ten_thousand_trees_come_out_as_a_known_library_writes_them() throws IOException {
    var random = new Random(8785);
    for (int i = 0; i < 10_000; i++) {
      var tree = MAPPER.createObjectNode();
      tree.set("root", tree(random, 0));
      assertThat(canonical(tree))
          .isEqualTo(new JsonCanonicalizer(MAPPER.writeValueAsString(tree)).getEncodedString());
    }
  }

  private static JsonNode tree(Random random, int depth) {
    return switch (random.nextInt(depth > 4 ? 5 : 7)) {
      case 0 -> MAPPER.getNodeFactory().numberNode(random.nextLong() >> random.nextInt(64));
      case 1 -> number(random);
      case 2 -> TextNode.valueOf(text(random));
      case 3 -> MAPPER.getNodeFactory().booleanNode(random.nextBoolean());
      case 4 -> MAPPER.nullNode();
      case 5 -> {
        var object = MAPPER.createObjectNode();
        for (int n = random.nextInt(6); n > 0; n--) {
          object.set(text(random), tree(random, depth + 1));
        }
        yield object;
      }
      default -> {
        var array = MAPPER.createArrayNode();
        for (int n = random.nextInt(6); n > 0; n--) {
          array.add(tree(random, depth + 1));
        }
        yield array;
      }
    };
  }

  /// Any bits of a double, or a decimal as people write it.
  private static JsonNode number(Random random) {
    var any = Double.longBitsToDouble(random.nextLong());
    return random.nextBoolean() && Double.isFinite(any)
        ? DoubleNode.valueOf(any)
        : DoubleNode.valueOf(random.nextInt(100_000) / 100.0);
  }

  private static String text(Random random) {
    var text = new StringBuilder();
    for (int n = random.nextInt(8); n > 0; n--) {
      text.appendCodePoint(
          switch (random.nextInt(4)) {
            case 0 -> random.nextInt(0x20);
            case 1 -> 0x20 + random.nextInt(0x60);
            case 2 -> 0xa0 + random.nextInt(0xd000);
            default -> 0x1f300 + random.nextInt(0x300);
          });
    }
    return text.toString();
  }

  private static String canonical(JsonNode node) {
    return new String(Canonical.bytes(node), StandardCharsets.UTF_8);
  }
}
