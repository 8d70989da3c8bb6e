package io.trustfabric.security.sources;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BurstsTest {

  private static final Duration WINDOW = Duration.ofSeconds(60);

  private long now = -Duration.ofDays(1).toNanos();

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 7, 8, 100})
  void as_many_as_the_threshold_within_the_window_are_a_burst(int threshold) {
    var bursts = new Bursts(threshold, WINDOW, 10);
    for (int i = 1; i < threshold; i++) {
      assertThat(bursts.count("a", now)).as("the %d.", i).isFalse();
    }
    assertThat(bursts.count("a", now)).isTrue();
  }

  @Test
  void a_burst_is_told_once_in_a_window_and_again_while_it_goes_on() {
    var bursts = new Bursts(3, WINDOW, 10);
    var told = 0;
    for (int second = 0; second < 200; second++) {
      told += bursts.count("a", later(1)) ? 1 : 0;
    }
    assertThat(told).isEqualTo(4);
  }

  @Test
  void fewer_than_the_threshold_in_any_window_are_none() {
    var bursts = new Bursts(3, WINDOW, 10);
    for (int i = 0; i < 1_000; i++) {
      assertThat(bursts.count("a", later(31))).isFalse();
    }
  }

  @Test
  void the_window_slides() {
    var bursts = new Bursts(3, WINDOW, 10);
    assertThat(bursts.count("a", later(0))).isFalse();
    assertThat(bursts.count("a", later(50))).isFalse();
    assertThat(bursts.count("a", later(20))).isFalse();
    assertThat(bursts.count("a", later(20))).isTrue();
  }

  @Test
  void keys_are_counted_apart() {
    var bursts = new Bursts(2, WINDOW, 10);
    assertThat(bursts.count("a", now)).isFalse();
    assertThat(bursts.count("b", now)).isFalse();
    assertThat(bursts.count("a", now)).isTrue();
    assertThat(bursts.count("b", now)).isTrue();
  }

  @Test
  void of_too_many_keys_the_longest_quiet_are_forgotten() {
    var bursts = new Bursts(2, WINDOW, 3);
    bursts.count("loud", now);
    for (int i = 0; i < 1_000; i++) {
      bursts.count("quiet " + i, now);
      bursts.count("quieter " + i, now);
      if (i == 0) {
        assertThat(bursts.count("loud", now)).isTrue();
      }
    }
    assertThat(bursts.count("quiet 0", now)).isFalse();
  }

  private long later(long seconds) {
    now += Duration.ofSeconds(seconds).toNanos();
    return now;
  }
}
