package io.trustfabric.chaosrun.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.trustfabric.chaosrun.load.OpenProbe.Reply;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class OpenProbeTest {

  @Test
  void it_asks_on_while_nothing_is_answered_and_counts_the_wait_from_the_scheduled_time() {
    var stands = new CountDownLatch(1);
    var asked = new AtomicInteger();
    var probe =
        OpenProbe.start(
            100,
            number -> {
              if (asked.incrementAndGet() == 20) {
                stands.countDown();
              }
              await(stands);
              return new Reply(200, false, null);
            });
    await(stands);
    var samples = probe.end();
    assertThat(samples.byTime()).hasSizeGreaterThanOrEqualTo(20);
    // The first waited until the twentieth was sent, 190 ms after it was due itself.
    assertThat(samples.byTime().getFirst().latency()).isGreaterThan(Duration.ofMillis(150));
    assertThat(samples.byTime())
        .allSatisfy(s -> assertThat(s.latency()).isGreaterThanOrEqualTo(s.lag()));
  }

  @Test
  void a_request_that_breaks_counts_as_unanswered() {
    var probe =
        OpenProbe.start(
            200,
            number -> {
              throw new IllegalStateException("broken");
            });
    while (probe.soFar().byTime().isEmpty()) {
      Thread.onSpinWait();
    }
    assertThat(probe.end().byTime()).allSatisfy(s -> assertThat(s.isUnclear()).isTrue());
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
