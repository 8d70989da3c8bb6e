package io.trustfabric.chaosrun.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SamplesTest {

  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void windows_take_what_was_due_in_them() {
    var samples = new Samples(List.of(well(0), failed(1), failed(2), well(3)));
    assertThat(samples.between(at(0), at(2)).errorRate()).isEqualTo(0.5);
    assertThat(samples.between(at(1), at(3)).errorRate()).isEqualTo(1);
    assertThat(samples.between(at(3), at(9)).errorRate()).isZero();
    assertThat(samples.between(at(5), at(9)).p95Millis()).isNaN();
  }

  @Test
  void what_a_fault_finds_under_way_is_told_from_what_was_answered_before_it() {
    var samples =
        new Samples(List.of(well(0), sample(1, Duration.ofSeconds(3), 503, true, null), well(3)));
    assertThat(samples.answered(false, at(2)).byTime()).containsExactly(well(0));
    assertThat(samples.answered(true, at(2)).statuses()).containsOnlyKeys(503, 200);
  }

  @Test
  void a_percentile_is_a_value_that_was_seen() {
    var samples = new ArrayList<Sample>();
    for (int i = 1; i <= 100; i++) {
      samples.add(sample(i, Duration.ofMillis(i), 200, false, null));
    }
    assertThat(new Samples(samples).p95Millis()).isCloseTo(95, within(1e-9));
  }

  @Test
  void it_is_well_from_the_first_of_enough_good_ones_in_a_row() {
    var samples = new ArrayList<Sample>();
    for (int i = 0; i < 10; i++) {
      samples.add(well(i));
    }
    samples.add(failed(10));
    for (int i = 11; i < 11 + Samples.IN_A_ROW - 1; i++) {
      samples.add(well(i));
    }
    assertThat(new Samples(samples).wellFrom(at(0))).isEmpty();
    samples.add(well(11 + Samples.IN_A_ROW - 1));
    assertThat(new Samples(samples).wellFrom(at(0))).contains(at(11));
    assertThat(new Samples(samples).wellFrom(at(12))).isEmpty();
  }

  @Test
  void a_slow_answer_is_not_well() {
    var samples = new ArrayList<Sample>();
    for (int i = 0; i < Samples.IN_A_ROW; i++) {
      samples.add(sample(i, Samples.CALM.plusMillis(1), 200, false, null));
    }
    assertThat(new Samples(samples).wellFrom(at(0))).isEmpty();
  }

  @Test
  void a_refusal_is_clear_only_when_it_says_when_to_come_again() {
    var samples =
        new Samples(
            List.of(
                sample(0, Duration.ZERO, 503, true, null),
                sample(1, Duration.ZERO, 503, false, null),
                sample(2, Duration.ZERO, 500, false, null),
                sample(3, Duration.ZERO, 0, false, null),
                well(4)));
    assertThat(samples.unclear()).isEqualTo(3);
    assertThat(samples.errorRate()).isEqualTo(0.8);
  }

  @Test
  void silence_lies_between_acknowledgements() {
    var samples =
        new Samples(
            List.of(
                sample(0, Duration.ZERO, 201, false, "a"),
                sample(1, Duration.ofSeconds(6), 201, false, "b"),
                failed(3),
                sample(9, Duration.ZERO, 201, false, "c")));
    assertThat(samples.longestSilence()).isEqualTo(Duration.ofSeconds(7));
    assertThat(samples.acknowledged()).containsExactly("a", "b", "c");
  }

  private static Sample well(int second) {
    return sample(second, Duration.ofMillis(5), 200, false, null);
  }

  private static Sample failed(int second) {
    return sample(second, Duration.ofMillis(5), 500, false, null);
  }

  private static Sample sample(
      int second, Duration latency, int status, boolean clear, String acknowledged) {
    return new Sample(at(second), Duration.ZERO, latency, status, clear, acknowledged);
  }

  private static Instant at(int second) {
    return BEGIN.plusSeconds(second);
  }
}
