package io.trustfabric.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class OpenLoadTest {

  private static long[] every(long millis, int times) {
    return LongStream.range(0, times).map(i -> i * millis * 1_000_000).toArray();
  }

  @Test
  void countsLatencyFromTheScheduledTime() {
    var result =
        new OpenLoad.Result(
            new long[] {0, 10_000_000},
            new long[] {1_000_000, 30_000_000},
            new long[] {5_000_000, 40_000_000},
            0);
    assertThat(result.latency().sorted()).containsExactly(5, 30);
    assertThat(result.lag().sorted()).containsExactly(1, 20);
    assertThat(result.perSecond()).isEqualTo(50);
  }

  @Test
  void sendsEachRequestOnce() {
    var sent = new AtomicInteger[20];
    for (int i = 0; i < sent.length; i++) {
      sent[i] = new AtomicInteger();
    }
    OpenLoad.run(every(1, 20), 4, w -> number -> sent[number].incrementAndGet() == 1);
    assertThat(sent).allMatch(times -> times.get() == 1);
  }

  @Test
  void aStallIsSeenByEveryoneWhoWouldHaveMetIt() {
    // One worker, a request every 10 ms, and the first one takes 200 ms.
    var result =
        OpenLoad.run(
            every(10, 10),
            1,
            w ->
                number -> {
                  if (number == 0) {
                    Threads.sleep(java.time.Duration.ofMillis(200));
                  }
                  return true;
                });
    assertThat(result.latency().min()).isGreaterThan(100);
    assertThat(result.lag().max()).isGreaterThan(150);
  }

  @Test
  void countsWhatFails() {
    var result =
        OpenLoad.run(
            every(1, 6),
            2,
            w ->
                number -> {
                  if (number == 0) {
                    throw new IOException("cut off");
                  }
                  return number % 2 == 1;
                });
    assertThat(result.failures()).isEqualTo(3);
    assertThat(result.latency().size()).isEqualTo(6);
  }
}
