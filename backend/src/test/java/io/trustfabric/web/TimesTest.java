package io.trustfabric.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimesTest {

  @ParameterizedTest
  @CsvSource({
    "2026-01-31T23:59:59Z, 2026-01-31T23:59:59Z",
    "2026-01-31T23:59:59.123456789Z, 2026-01-31T23:59:59.123456Z",
    "2026-01-31T23:59:59+05:30, 2026-01-31T18:29:59Z",
    "2026-01-31T23:59:59-00:00, 2026-01-31T23:59:59Z",
    "0001-01-01T00:00:00Z, 0001-01-01T00:00:00Z",
    "9999-12-31T23:59:59.999999Z, 9999-12-31T23:59:59.999999Z",
    "2024-02-29T12:00:00Z, 2024-02-29T12:00:00Z"
  })
  void a_time_with_any_offset_is_an_instant_in_whole_microseconds(String text, String instant) {
    assertThat(Times.parse(text)).hasToString(instant);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "now",
        "2026-01-31",
        "23:59:59Z",
        "2026-01-31T23:59:59",
        "2026-01-31 23:59:59Z",
        "2026-02-29T00:00:00Z",
        "2026-01-31T25:00:00Z",
        "2026-01-31T23:59:59+19:00",
        "0000-12-31T23:59:59Z",
        "0001-01-01T00:00:00+01:00",
        "9999-12-31T23:59:59-01:00",
        "+10000-01-01T00:00:00Z",
        "-0001-01-01T00:00:00Z",
        "1767225600"
      })
  void what_is_no_time_of_the_years_1_to_9999_is_none(String text) {
    assertThat(Times.parse(text)).isNull();
  }
}
