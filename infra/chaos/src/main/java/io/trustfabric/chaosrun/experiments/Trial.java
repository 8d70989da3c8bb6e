package io.trustfabric.chaosrun.experiments;

import io.trustfabric.chaosrun.load.OpenProbe;
import io.trustfabric.chaosrun.load.Samples;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// One run of an experiment: what it did, what it saw, and what it still has to undo.
public final class Trial {

  /// Something that may fail.
  public interface Work {
    void run() throws Exception;
  }

  /// What was done, as the API takes it.
  public record Done(String name, String role, boolean succeeded, Instant from, Instant to) {}

  /// A figure of a claim.
  public record Reading(String claim, String phase, Instant at, BigDecimal value) {}

  private record Undo(String name, Work work) {}

  private final OpenProbe probe;
  private final List<Done> done = new ArrayList<>();
  private final List<Reading> readings = new ArrayList<>();
  private final List<String> failurePoints = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private final Deque<Undo> undo = new ArrayDeque<>();

  private volatile Instant recoveredAt;

  public Trial(OpenProbe probe) {
    this.probe = probe;
  }

  /// What the probe saw so far.
  public Samples soFar() {
    return probe.soFar();
  }

  /// When the product was well again; when the fault was cleared, where that was not seen.
  void recovered(Instant at) {
    recoveredAt = at;
  }

  /// What the probe saw since the product was well again.
  public Samples lately() {
    return soFar().between(recoveredAt, Instant.now());
  }

  /// A step of the method.
  public void step(String name, Work work) throws Exception {
    act(name, "method", work);
  }

  /// Says how something is undone, before it is done.
  public synchronized void undoBy(String name, Work work) {
    undo.push(new Undo(name, work));
  }

  /// Undoes all that is not undone yet, the last first. One that fails keeps none of the others
  /// from being tried, and what was tried is not tried again.
  public void rollBack() {
    for (var next = poll(); next != null; next = poll()) {
      try {
        act(next.name(), "rollback", next.work());
      } catch (Exception e) {
        failurePoint("%s: %s".formatted(next.name(), e.getMessage()));
      }
    }
  }

  private synchronized Undo poll() {
    return undo.poll();
  }

  public void before(String claim, double value) {
    read(claim, "before", value);
  }

  public void during(String claim, double value) {
    read(claim, "during", value);
  }

  public void after(String claim, double value) {
    read(claim, "after", value);
  }

  /// What broke.
  public synchronized void failurePoint(String what) {
    failurePoints.add(what);
  }

  /// A figure for people.
  public synchronized void note(String what) {
    notes.add(what);
  }

  public synchronized List<Done> done() {
    return List.copyOf(done);
  }

  public synchronized List<Reading> readings() {
    return List.copyOf(readings);
  }

  public synchronized List<String> failurePoints() {
    return List.copyOf(failurePoints);
  }

  public synchronized List<String> notes() {
    return List.copyOf(notes);
  }

  private synchronized void read(String claim, String phase, double value) {
    readings.add(
        new Reading(
            claim,
            phase,
            Instant.now(),
            BigDecimal.valueOf(value).setScale(3, java.math.RoundingMode.HALF_UP)));
  }

  private void act(String name, String role, Work work) throws Exception {
    var from = Instant.now();
    var succeeded = false;
    try {
      work.run();
      succeeded = true;
    } finally {
      synchronized (this) {
        done.add(new Done(name, role, succeeded, from, Instant.now()));
      }
    }
  }
}
