package io.trustfabric.chaosrun.experiments;

import com.fasterxml.jackson.databind.JsonNode;
import io.trustfabric.chaosrun.load.ApiLoad;
import io.trustfabric.chaosrun.load.OpenProbe;
import io.trustfabric.chaosrun.load.Samples;
import io.trustfabric.chaosrun.report.Observations;
import io.trustfabric.chaosrun.report.Reporter;
import io.trustfabric.chaosrun.stack.Target;
import io.trustfabric.chaosrun.stack.Waiting;
import java.time.Duration;
import java.time.Instant;

/// Takes one experiment through its phases, and undoes its fault however it ends.
public final class Conduct {

  /// How long the product is watched before the fault and after recovery.
  private final Duration window;

  private final Target target;
  private final Reporter reporter;

  /// What has yet to be undone when the process is told to end.
  private volatile Trial trial;

  private volatile Reporter.Recorded recorded;
  private Instant startedAt;
  private Instant injectedAt;
  private Instant clearedAt;

  public Conduct(Target target, Reporter reporter, Duration window) {
    this.target = target;
    this.reporter = reporter;
    this.window = window;
  }

  /// What came of it.
  ///
  /// @param record as the API judges it
  public record Result(
      String id, JsonNode record, Observations seen, java.util.List<String> notes) {

    public boolean passed() {
      return "passed".equals(record.path("outcome").textValue());
    }
  }

  /// Asks for a while without looking at the answers: a process is slow in its first seconds.
  public void warmUp(Duration length) {
    var load =
        ApiLoad.of(target.apis(), target.token("event-ingest"), target.token("engineering-desk"));
    var probe = OpenProbe.start(40, load);
    Waiting.pause(length);
    probe.end();
  }

  public Result run(Experiment experiment) {
    var plan = experiment.plan();
    recorded = reporter.start(plan, Duration.ofMinutes(10));
    var load =
        ApiLoad.of(target.apis(), target.token("event-ingest"), target.token("engineering-desk"));
    injectedAt = null;
    clearedAt = null;
    startedAt = Instant.now();
    var probe = OpenProbe.start(experiment.perSecond(), load);
    trial = new Trial(probe);
    try {
      go(experiment, plan);
      var seen = observations(probe.end(), Instant.now());
      return new Result(
          experiment.id(), reporter.complete(recorded, seen.json(trial)), seen, trial.notes());
    } catch (Exception e) {
      trial.rollBack();
      trial.failurePoint(String.valueOf(e.getMessage()));
      var seen = observations(probe.end(), Instant.now());
      return new Result(
          experiment.id(),
          reporter.end(recorded, seen.json(trial), "failed", String.valueOf(e.getMessage())),
          seen,
          trial.failurePoints());
    } finally {
      trial.rollBack();
      probe.close();
      trial = null;
    }
  }

  /// Undoes what is not undone yet and says that the experiment was given up. For a process that is
  /// told to end: nothing may come of it but that the fault is gone.
  public void abort() {
    var open = trial;
    if (open == null) {
      return;
    }
    open.rollBack();
    try {
      var seen = observations(open.soFar(), Instant.now());
      reporter.end(recorded, seen.json(open), "aborted", "The runner was told to end.");
    } catch (RuntimeException e) {
      System.err.println("The experiment that was given up is not recorded: " + e.getMessage());
    }
  }

  private void go(Experiment experiment, Plan plan) throws Exception {
    Waiting.pause(window);
    experiment.before(trial);
    var now = Instant.now();
    experiment.inject(trial);
    injectedAt = now;
    Waiting.pause(experiment.hold());
    experiment.during(trial);
    experiment.clear(trial);
    clearedAt = Instant.now();
    var cleared = clearedAt;
    trial.recovered(cleared);
    var patience = plan.maxRecovery().plusSeconds(30);
    if (Waiting.within(patience, () -> trial.soFar().wellFrom(cleared).isPresent())) {
      trial.recovered(trial.soFar().wellFrom(cleared).orElseThrow());
    }
    Waiting.pause(window);
    experiment.after(trial);
    trial.rollBack();
  }

  private Observations observations(Samples samples, Instant endedAt) {
    return new Observations(
        startedAt,
        injectedAt,
        clearedAt,
        clearedAt == null ? null : samples.wellFrom(clearedAt).orElse(null),
        endedAt,
        samples);
  }
}
