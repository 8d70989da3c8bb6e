package io.trustfabric.monitoring.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.trustfabric.record.Invalid;
import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlTest {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          a: 1                     | {"a":1}
          a: 0.999999999999        | {"a":0.999999999999}
          a: -12                   | {"a":-12}
          a: yes                   | {"a":true}
          a:                       | {"a":null}
          a: 2022-01-01 12:00:00   | {"a":"2022-01-01 12:00:00"}
          a: "1"                   | {"a":"1"}
          a: &x [1, 2]\\nb: *x     | {"a":[1,2],"b":[1,2]}
          - a\\n- {b: c}           | ["a",{"b":"c"}]
          """)
  void values_are_read_as_they_are_meant(String yaml, String json) throws Exception {
    assertThat(read(yaml.replace("\\n", "\n")).getFirst().toString()).isEqualTo(json);
  }

  @Test
  void empty_documents_are_none() {
    assertThat(read("---\n---\na: 1\n---\n# nothing\n")).hasSize(1);
    assertThat(read("")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a: 1\na: 2",
        "a: !!java.net.URL [x]",
        "a: !!javax.script.ScriptEngineManager [!!java.net.URLClassLoader [[!!java.net.URL [\"http://x\"]]]]",
        "a: !own x",
        "a: !!binary aGVsbG8=",
        "a: !!set {x}",
        "? [a]\n: b",
        "base: &b {x: 1}\na: {<<: *b}",
        "a: *nothing",
        "a: [",
        "a: 0x1F",
        "a: 017",
        "a: 1:30",
        "a: .inf",
        "a: 1_000",
        "a: 1.0e+999999999",
        "a: \"\u0001\"",
        "\t- x",
        "a: &x [*x]"
      })
  void what_nobody_means_is_refused_with_its_place(String yaml) {
    assertThatExceptionOfType(Invalid.class)
        .isThrownBy(() -> read(yaml))
        .satisfies(
            e ->
                assertThat(e.fields())
                    .allSatisfy(f -> assertThat(f.message()).doesNotContain("java", "yaml.")));
  }

  @Test
  void an_alias_bomb_does_not_go_off() {
    var bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 12; i++) {
      var one = "*a" + (i - 1);
      bomb.append(
          "a%d: &a%d [%s]%n"
              .formatted(i, i, String.join(", ", java.util.Collections.nCopies(9, one))));
    }
    refused(bomb.toString());
    var few = new StringBuilder("a0: &a0 [" + "x, ".repeat(9_000) + "x]\n");
    for (int i = 1; i < 40; i++) {
      few.append("a%d: *a0%n".formatted(i));
    }
    refused(few.toString());
  }

  @Test
  void depth_size_and_number_of_documents_have_an_end() {
    refused("[".repeat(60) + "]".repeat(60));
    refused("- ".repeat(60) + "a");
    refused("a: " + "x".repeat(5 * 1024 * 1024));
    refused("--- a\n".repeat(1_001));
    assertThatExceptionOfType(Invalid.class)
        .isThrownBy(
            () -> new YamlReader().read(new ByteArrayInputStream(new byte[] {'a', (byte) 0xff})));
  }

  @Test
  void any_text_is_read_back_as_it_was_written() throws Exception {
    var random = new Random(17);
    var alphabet =
        "ab \n\t:#-?,[]{}&*!|>'\"%@`~0.=<\\é\u0085\u2028\uFEFF😀\r\u0007".codePoints().toArray();
    for (int i = 0; i < 3_000; i++) {
      var text = new StringBuilder();
      for (int n = random.nextInt(12); n > 0; n--) {
        text.appendCodePoint(alphabet[random.nextInt(alphabet.length)]);
      }
      var value = new LinkedHashMap<String, Object>();
      value.put("text", text.toString());
      value.put("list", List.of(text.toString(), "x"));
      value.put("key" + text, new BigDecimal("0.000000000001"));
      var back = read(YamlWriter.write(List.of(value))).getFirst();
      assertThat(back.get("text").textValue()).isEqualTo(text.toString());
      assertThat(back.get("list").get(0).textValue()).isEqualTo(text.toString());
      assertThat(back.get("key" + text).decimalValue()).isEqualByComparingTo("1e-12");
      assertThat(MAPPER.writeValueAsString(back)).isNotEmpty();
    }
  }

  private static void refused(String yaml) {
    assertThatExceptionOfType(Invalid.class).isThrownBy(() -> read(yaml));
  }

  private static List<JsonNode> read(String yaml) {
    return new YamlReader().read(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)));
  }
}
