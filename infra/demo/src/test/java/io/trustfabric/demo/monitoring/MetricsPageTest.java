package io.trustfabric.demo.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetricsPageTest {

  private static final MetricsPage PAGE =
      MetricsPage.of(
          """
          # HELP requests_total how many
          # TYPE requests_total counter
          requests_total{outcome="SUCCESS",uri="/api/a",} 5.0
          requests_total{outcome="SERVER_ERROR",uri="/api/a"} 2.0
          requests_total{outcome="SUCCESS",uri="/api/{id}/live"} 1.5E1 1700000000
          lines_total 7
          odd_total{text="a\\"b}c"} 3
          gauge NaN
          """);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          requests_total | 22
          requests_total{job="x"} | 22
          requests_total{outcome="SUCCESS"} | 20
          requests_total{outcome!="SUCCESS"} | 2
          requests_total{uri=~"/api/.*",uri!~".*/live"} | 7
          requests_total{uri="/api/b"} | 0
          lines_total | 7
          odd_total{text="a\\"b}c"} | 3
          gauge | 0
          """)
  void counters_are_summed_up_by_what_a_selector_picks(String selector, String sum) {
    assertThat(PAGE.sum(selector)).isEqualByComparingTo(sum);
  }

  @ParameterizedTest
  @CsvSource("sum(requests_total)")
  void other_queries_are_refused(String query) {
    assertThatIllegalArgumentException().isThrownBy(() -> PAGE.sum(query));
  }
}
