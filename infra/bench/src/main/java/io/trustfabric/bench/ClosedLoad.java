package io.trustfabric.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/// Load by the answer: each worker sends its next request when it has the answer to the last. Says
/// how much goes through, not how long anybody waits.
final class ClosedLoad {

  private ClosedLoad() {}

  /// @param perSecond requests answered as they should be
  /// @param failures requests that were not
  record Result(double perSecond, int failures) {}

  static Result run(Duration length, int workers, IntFunction<Call> calls) {
    var numbers = new AtomicInteger();
    var good = new AtomicInteger();
    var bad = new AtomicInteger();
    var begin = System.nanoTime();
    var end = begin + length.toNanos();
    var threads = new ArrayList<Thread>();
    for (int w = 0; w < workers; w++) {
      var call = calls.apply(w);
      threads.add(
          Thread.ofPlatform()
              .daemon()
              .start(
                  () -> {
                    while (System.nanoTime() < end) {
                      (answered(call, numbers.getAndIncrement()) ? good : bad).incrementAndGet();
                    }
                  }));
    }
    threads.forEach(Threads::join);
    return new Result(good.get() * 1e9 / (System.nanoTime() - begin), bad.get());
  }

  private static boolean answered(Call call, int number) {
    try {
      return call.send(number);
    } catch (IOException e) {
      return false;
    }
  }
}
