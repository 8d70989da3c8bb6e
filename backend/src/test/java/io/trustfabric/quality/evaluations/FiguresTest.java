package io.trustfabric.quality.evaluations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/// Against figures.csv, which figures.py made without any of our code.
class FiguresTest {

  @ParameterizedTest
  @CsvFileSource(resources = "figures.csv")
  void figures_agree_with_independent_ones(
      String what, long first, long second, double expected, Double high) {
    if (what.equals("wilson")) {
      var interval = Wilson.of(first, second);
      assertThat(interval.low()).isCloseTo(expected, within(1e-12));
      assertThat(interval.high()).isCloseTo(high, within(1e-12));
    } else {
      assertThat(McNemar.p(first, second)).isCloseTo(expected, Percentage.withPercentage(1e-10));
    }
  }

  @Test
  void an_interval_holds_its_share_and_mirrors_that_of_the_rest() {
    var random = new Random(20_260_131);
    for (int i = 0; i < 20_000; i++) {
      var n = 1 + random.nextLong(i % 2 == 0 ? 30 : 100_000);
      var right = random.nextLong(n + 1);
      var interval = Wilson.of(right, n);
      var share = (double) right / n;
      assertThat(interval.low()).isBetween(0.0, share);
      assertThat(interval.high()).isBetween(share, 1.0);
      var mirrored = Wilson.of(n - right, n);
      assertThat(mirrored.low()).isCloseTo(1 - interval.high(), within(1e-12));
      if (right > 0) {
        assertThat(Wilson.of(right - 1, n).low()).isLessThanOrEqualTo(interval.low());
      }
    }
  }

  @Test
  void the_test_is_symmetric_within_bounds_and_falls_as_runs_differ_more() {
    var random = new Random(20_260_131);
    for (int i = 0; i < 500; i++) {
      var wrong = random.nextInt(200);
      var right = random.nextInt(200);
      var p = McNemar.p(wrong, right);
      assertThat(p).isEqualTo(McNemar.p(right, wrong)).isBetween(0.0, 1.0);
      var worse = McNemar.worse(wrong, right);
      assertThat(Math.min(1, 2 * Math.min(worse, McNemar.worse(right, wrong))))
          .isCloseTo(p, Percentage.withPercentage(1e-10));
      assertThat(McNemar.worse(wrong + 1, right)).isLessThanOrEqualTo(worse);
      if (wrong > right) {
        assertThat(McNemar.p(wrong + 1, right)).isLessThanOrEqualTo(p);
      }
    }
  }

  @Test
  void what_cannot_be_is_refused() {
    assertThatThrownBy(() -> Wilson.of(2, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Wilson.of(0, 0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> McNemar.worse(0, -1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> McNemar.p(-1, 0)).isInstanceOf(IllegalArgumentException.class);
  }
}
