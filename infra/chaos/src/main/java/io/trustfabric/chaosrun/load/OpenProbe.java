package io.trustfabric.chaosrun.load;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;

/// Asks at a fixed rate whatever becomes of what it asked before: an open model, which does not
/// look away while the product stands still.
public final class OpenProbe implements AutoCloseable {

  /// What one request came to.
  public record Reply(int status, boolean refusedClearly, String acknowledged) {
    public static final Reply NONE = new Reply(0, false, null);
  }

  private final IntFunction<Reply> request;
  private final long gapNanos;
  private final ConcurrentLinkedQueue<Sample> done = new ConcurrentLinkedQueue<>();
  private final AtomicInteger under = new AtomicInteger();
  private final Thread thread;
  private volatile boolean running = true;

  private OpenProbe(double perSecond, IntFunction<Reply> request) {
    this.request = request;
    this.gapNanos = (long) (1e9 / perSecond);
    this.thread = Thread.ofPlatform().daemon().name("probe").unstarted(this::run);
  }

  /// @param perSecond rate, above 0
  /// @param request sends the request with this number and waits for its answer; throws nothing
  public static OpenProbe start(double perSecond, IntFunction<Reply> request) {
    var probe = new OpenProbe(perSecond, request);
    probe.thread.start();
    return probe;
  }

  /// What is answered or given up so far.
  public Samples soFar() {
    return new Samples(List.copyOf(done));
  }

  /// Sends no more and returns all there is when the last request is answered or given up.
  public Samples end() {
    close();
    while (under.get() > 0) {
      LockSupport.parkNanos(10_000_000);
    }
    return new Samples(new ArrayList<>(done));
  }

  @Override
  public void close() {
    running = false;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    var origin = System.nanoTime();
    var begin = Instant.now();
    for (int i = 0; running; i++) {
      var offset = i * gapNanos;
      for (var left = origin + offset - System.nanoTime();
          left > 0;
          left = origin + offset - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      var number = i;
      under.incrementAndGet();
      Thread.ofVirtual().start(() -> send(number, origin + offset, begin.plusNanos(offset)));
    }
  }

  private void send(int number, long due, Instant dueAt) {
    var sent = System.nanoTime();
    var reply = Reply.NONE;
    try {
      reply = request.apply(number);
    } catch (RuntimeException broken) {
      // counts as unanswered
    } finally {
      done.add(
          new Sample(
              dueAt,
              Duration.ofNanos(sent - due),
              Duration.ofNanos(System.nanoTime() - due),
              reply.status(),
              reply.refusedClearly(),
              reply.acknowledged()));
      under.decrementAndGet();
    }
  }
}
