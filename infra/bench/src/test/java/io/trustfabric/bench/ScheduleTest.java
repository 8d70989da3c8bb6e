package io.trustfabric.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ScheduleTest {

  @Test
  void comesAtTheRateAskedForInAscendingOrder() {
    var due = Schedule.poisson(200, Duration.ofSeconds(60), 1);
    assertThat(due.length / 60.0).isCloseTo(200, within(10.0));
    assertThat(due).isSorted();
    assertThat(due[due.length - 1]).isLessThan(Duration.ofSeconds(60).toNanos());
  }

  @Test
  void isTheSameForTheSameSeed() {
    var length = Duration.ofSeconds(5);
    assertThat(Schedule.poisson(50, length, 7)).isEqualTo(Schedule.poisson(50, length, 7));
    assertThat(Schedule.poisson(50, length, 7)).isNotEqualTo(Schedule.poisson(50, length, 8));
  }

  @Test
  void hasTheSpreadOfIndependentSenders() {
    var due = Schedule.poisson(100, Duration.ofSeconds(100), 3);
    var gaps = new double[due.length - 1];
    Arrays.setAll(gaps, i -> (due[i + 1] - due[i]) / 1e6);
    var mean = Arrays.stream(gaps).average().orElseThrow();
    var deviation =
        Math.sqrt(Arrays.stream(gaps).map(g -> (g - mean) * (g - mean)).average().orElseThrow());
    assertThat(deviation / mean).isCloseTo(1, within(0.1));
  }

  @Test
  void refusesARateOfNothing() {
    assertThatThrownBy(() -> Schedule.poisson(0, Duration.ofSeconds(1), 1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
