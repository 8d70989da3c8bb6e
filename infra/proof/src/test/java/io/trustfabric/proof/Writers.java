package io.trustfabric.proof;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;

/// Four clients that write without pause until they are told to stop.
final class Writers {

  private static final int THREADS = 4;

  private final Api api;
  private final Journal journal;
  private final List<Thread> threads = new ArrayList<>();
  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private volatile boolean stopped;

  private Writers(Api api, Journal journal) {
    this.api = api;
    this.journal = journal;
  }

  /// @param name makes their keys unlike all others
  /// @param random what they write comes of it
  static Writers start(Api api, Journal journal, String name, Random random) {
    var writers = new Writers(api, journal);
    var incidents = journal.openIncidents();
    for (int i = 0; i < THREADS; i++) {
      var own = new ArrayList<JsonNode>();
      for (int j = i; j < incidents.size(); j += THREADS) {
        own.add(incidents.get(j));
      }
      var key = name + "/" + i + "/";
      var chance = new Random(random.nextLong());
      writers.threads.add(
          Thread.ofPlatform()
              .uncaughtExceptionHandler((thread, e) -> writers.failure.compareAndSet(null, e))
              .start(() -> writers.write(key, own, chance)));
    }
    return writers;
  }

  /// Whether one of them still writes.
  boolean areWriting() {
    return threads.stream().anyMatch(Thread::isAlive);
  }

  /// No new write from now on.
  void stop() {
    stopped = true;
  }

  /// Returns when the last has its answer, or its connection is gone.
  ///
  /// @throws AssertionError when a write was refused for another reason than a crash
  void join() {
    try {
      for (var thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    if (failure.get() != null) {
      throw new AssertionError("a writer failed", failure.get());
    }
  }

  private void write(String key, List<JsonNode> incidents, Random random) {
    for (int i = 0; !stopped; i++) {
      var write = next(key + i, incidents, random);
      try {
        var answer = api.send(write);
        if (answer.isAcknowledged()) {
          journal.acknowledge(write, answer);
          follow(write, answer.body(), incidents);
        } else if (answer.status() >= 500) {
          journal.doubt(write);
        } else {
          throw new AssertionError("the API refuses " + write + ": " + answer);
        }
      } catch (IOException noAnswer) {
        journal.doubt(write);
        return;
      }
    }
  }

  private static Write next(String key, List<JsonNode> incidents, Random random) {
    int dice = random.nextInt(100);
    if (dice < 25 && !incidents.isEmpty()) {
      return Write.move(key, incidents.remove(random.nextInt(incidents.size())));
    } else if (dice < 40) {
      return Write.incident(key, random);
    } else if (dice < 48) {
      return Write.batch(key, random);
    }
    return Write.event(key, random);
  }

  private static void follow(Write write, JsonNode record, List<JsonNode> incidents) {
    boolean isIncident = write.kind() == Write.Kind.INCIDENT || write.kind() == Write.Kind.MOVE;
    if (isIncident && !Write.isClosed(record)) {
      incidents.add(record);
    }
  }
}
