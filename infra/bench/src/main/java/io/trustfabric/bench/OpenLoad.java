package io.trustfabric.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/// Load by the clock: a request is due when the schedule says so, whatever became of those before.
/// A stall is therefore seen by everyone who would have met it.
final class OpenLoad {

  private OpenLoad() {}

  /// What was measured; all times in nanoseconds from the same origin.
  ///
  /// @param due when each request should have been sent
  /// @param sent when it was
  /// @param done when its answer was complete
  /// @param failures how many were not answered as they should be
  record Result(long[] due, long[] sent, long[] done, int failures) {

    /// Milliseconds from when a request was due to its answer: waiting for a free connection
    /// counts.
    Sample latency() {
      return millis(due, done);
    }

    /// Milliseconds by which the generator itself was late.
    Sample lag() {
      return millis(due, sent);
    }

    /// Answers per second from the first due time to the last answer.
    double perSecond() {
      return done.length == 0
          ? 0
          : done.length * 1e9 / (Arrays.stream(done).max().getAsLong() - due[0]);
    }

    private static Sample millis(long[] from, long[] to) {
      return Sample.of(
          IntStream.range(0, from.length).mapToDouble(i -> (to[i] - from[i]) / 1e6).toArray());
    }
  }

  /// Sends every request of the schedule once and returns when all are answered.
  ///
  /// @param workers how many may be under way at once
  /// @param calls gives each worker its own connection
  static Result run(long[] schedule, int workers, IntFunction<Call> calls) {
    var origin = System.nanoTime() + 50_000_000;
    var due = Arrays.stream(schedule).map(offset -> origin + offset).toArray();
    var sent = new long[due.length];
    var done = new long[due.length];
    var next = new AtomicInteger();
    var failures = new AtomicInteger();
    var threads = new ArrayList<Thread>();
    for (int w = 0; w < workers; w++) {
      var call = calls.apply(w);
      threads.add(
          Thread.ofPlatform()
              .daemon()
              .start(
                  () -> {
                    for (var i = next.getAndIncrement();
                        i < due.length;
                        i = next.getAndIncrement()) {
                      waitUntil(due[i]);
                      sent[i] = System.nanoTime();
                      if (!answered(call, i)) {
                        failures.incrementAndGet();
                      }
                      done[i] = System.nanoTime();
                    }
                  }));
    }
    threads.forEach(Threads::join);
    return new Result(due, sent, done, failures.get());
  }

  private static boolean answered(Call call, int number) {
    try {
      return call.send(number);
    } catch (IOException e) {
      return false;
    }
  }

  private static void waitUntil(long nanos) {
    for (var left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}
