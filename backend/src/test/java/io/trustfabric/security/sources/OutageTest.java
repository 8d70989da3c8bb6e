package io.trustfabric.security.sources;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class OutageTest {

  private static final Instant START = Instant.parse("2026-01-31T10:00:00Z");

  private final Outage outage = new Outage(Duration.ofSeconds(2), Duration.ofSeconds(30));

  @Test
  void waits_double_up_to_the_longest() {
    var now = START;
    for (int wait : new int[] {2, 4, 8, 16, 30, 30}) {
      outage.failed(now);
      assertThat(outage.mayTry(now.plusSeconds(wait).minusMillis(1))).isFalse();
      assertThat(outage.mayTry(now.plusSeconds(wait))).isTrue();
    }
    for (int i = 0; i < 100; i++) {
      outage.failed(now);
    }
    assertThat(outage.mayTry(now.plusSeconds(30))).isTrue();
  }

  @Test
  void only_the_first_failure_of_an_outage_is_one() {
    assertThat(outage.failed(START)).isTrue();
    assertThat(outage.failed(START.plusSeconds(2))).isFalse();
    assertThat(outage.over(START.plusSeconds(6))).isEqualTo(Duration.ofSeconds(6));
    assertThat(outage.over(START.plusSeconds(8))).isNull();
    assertThat(outage.failed(START.plusSeconds(10))).isTrue();
  }

  @Test
  void it_is_told_once_when_it_lasts() {
    var lasting = Duration.ofMinutes(5);
    outage.failed(START);
    assertThat(outage.isUntoldAfter(lasting, START.plusSeconds(299))).isFalse();
    assertThat(outage.isUntoldAfter(lasting, START.plusSeconds(300))).isTrue();
    outage.told();
    assertThat(outage.isUntoldAfter(lasting, START.plusSeconds(600))).isFalse();
  }
}
