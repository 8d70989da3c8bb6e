package io.trustfabric.trust.facts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PictureTest {

  @Test
  void a_time_is_read_as_it_was_written_to_the_microsecond() {
    var random = new Random(4);
    for (int i = 0; i < 10_000; i++) {
      var at =
          Instant.ofEpochSecond(
              random.nextLong(-62_135_596_800L, 253_402_300_800L),
              random.nextInt(1_000_000) * 1_000L);
      var written = "%sZ".formatted(at.toString().replaceAll("(\\..*)?Z$", ""));
      var micros =
          "%s.%06dZ".formatted(written.substring(0, written.length() - 1), at.getNano() / 1_000);
      assertThat(time(micros)).isEqualTo(at);
    }
    assertThat(time("2026-01-31T10:00:00Z")).isEqualTo(Instant.parse("2026-01-31T10:00:00Z"));
    assertThat(time(null)).isNull();
  }

  private static Instant time(String text) {
    return Picture.time(JsonNodeFactory.instance.objectNode().put("at", text), "at");
  }
}
