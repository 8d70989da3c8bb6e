package io.trustfabric.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PositionDelayTest {

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final PositionDelay delay = new PositionDelay(registry);

  @Test
  void the_first_look_counts_from_when_a_line_was_made() {
    placed(60, true, 30);
    assertThat(longest()).isBetween(30.0, 31.0);
  }

  @Test
  void a_line_of_a_long_transaction_counts_from_the_last_look_that_did_not_find_it() {
    placed(5, true);
    placed(0, true, 30);
    assertThat(longest()).isBetween(5.0, 6.0);
  }

  @Test
  void a_look_that_left_lines_says_nothing_of_them() {
    placed(5, false);
    placed(0, true, 30);
    assertThat(longest()).isBetween(30.0, 31.0);
  }

  @Test
  void a_new_leader_knows_nothing_of_looks_before() {
    placed(5, true);
    delay.startsAnew();
    placed(0, true, 30);
    assertThat(longest()).isBetween(30.0, 31.0);
  }

  @Test
  void a_clock_that_runs_ahead_makes_no_negative_delay() {
    placed(0, true, -30);
    assertThat(longest()).isZero();
  }

  private void placed(int beganSecondsAgo, boolean all, int... madeSecondsAgo) {
    var now = Instant.now();
    List<Instant> made =
        java.util.Arrays.stream(madeSecondsAgo).mapToObj(s -> now.minusSeconds(s)).toList();
    delay.placed(now.minusSeconds(beganSecondsAgo), made, all);
  }

  private double longest() {
    return registry.get("trust.fabric.ledger.position.delay").timer().max(TimeUnit.SECONDS);
  }
}
