package io.trustfabric.chaos.experiments;

import io.trustfabric.chaos.verdicts.ChaosOutcome;
import io.trustfabric.chaos.verdicts.ChaosVerdict;
import io.trustfabric.chaos.verdicts.ExperimentFacts;
import io.trustfabric.chaos.verdicts.ExperimentFacts.Recovery;
import io.trustfabric.chaos.verdicts.ExperimentFacts.Step;
import io.trustfabric.chaos.verdicts.ExperimentFacts.StepEnd;
import io.trustfabric.chaos.verdicts.VerdictReason;
import io.trustfabric.record.Facts;
import io.trustfabric.record.Lifecycle;
import io.trustfabric.record.Personal;
import io.trustfabric.record.TrustRecord;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/// One experiment: something was broken on purpose, to see what becomes of it. What it came to is
/// worked out from what it holds when it ends, and never changes afterwards.
@Entity
@Table(name = "chaos_test_results")
public class ChaosTestResult extends TrustRecord {

  public String name;

  @Enumerated(EnumType.STRING)
  public ChaosTestType testType;

  /// What was broken, such as a service or a connector.
  public String target;

  public String environment;

  @Enumerated(EnumType.STRING)
  private ChaosSource source;

  @Enumerated(EnumType.STRING)
  private ChaosStatus status;

  /// {@link SteadyStateHypothesis} as JSON.
  @JdbcTypeCode(SqlTypes.JSON)
  private Map<String, Object> hypothesis;

  /// Names of the activities that were to run; a name may be there more than once.
  @JdbcTypeCode(SqlTypes.ARRAY)
  public List<String> plannedMethod = List.of();

  @JdbcTypeCode(SqlTypes.ARRAY)
  public List<String> plannedRollbacks = List.of();

  /// Names of query templates; null where figures are given, or unknown.
  public String errorRateQuery;

  public String latencyP95Query;

  @Embedded private ExperimentClock clock;
  private Long maxDurationMs;

  /// After it a running experiment is aborted.
  private Instant deadlineAt;

  /// How long recovery may take; null when any time will do.
  public Long maxRecoveryMs;

  @Embedded private WindowFigures windows;

  /// {@link ProbeMeasurement}s as JSON.
  @JdbcTypeCode(SqlTypes.JSON)
  private List<Map<String, Object>> measurements = List.of();

  /// {@link ChaosActivity}s as JSON.
  @JdbcTypeCode(SqlTypes.JSON)
  private List<Map<String, Object>> activities = List.of();

  @Enumerated(EnumType.STRING)
  private ChaosOutcome outcome;

  /// What was concluded, with all that must be known to make evidence of it; null while it runs.
  @JdbcTypeCode(SqlTypes.JSON)
  private Map<String, Object> conclusion;

  /// Why it was aborted or failed.
  @Personal private String endReason;

  @Personal
  @JdbcTypeCode(SqlTypes.ARRAY)
  public List<String> failurePoints = List.of();

  @Personal
  @JdbcTypeCode(SqlTypes.ARRAY)
  public List<String> recoveryActions = List.of();

  @Personal public String lessonsLearned;

  /// The incident that it caused.
  public UUID incidentId;

  /// SHA-256 of the journal it was read from, hex; null where it was reported.
  public String journalSha256;

  /// How its own tool says that it ended; nothing follows from it.
  public String toolStatus;

  protected ChaosTestResult() {}

  private ChaosTestResult(ChaosSource source, Instant startedAt, Duration maxDuration) {
    identify();
    this.source = source;
    this.status = ChaosStatus.RUNNING;
    this.clock = ExperimentClock.startingAt(startedAt);
    this.maxDurationMs = maxDuration.toMillis();
    this.deadlineAt = startedAt.plus(maxDuration);
  }

  /// An experiment that has begun.
  public static ChaosTestResult begun(
      ChaosSource source,
      Instant startedAt,
      Duration maxDuration,
      SteadyStateHypothesis hypothesis) {
    var test = new ChaosTestResult(source, startedAt, maxDuration);
    test.hypothesis = Facts.toJson(hypothesis);
    return test;
  }

  public ChaosSource source() {
    return source;
  }

  public ChaosStatus status() {
    return status;
  }

  public SteadyStateHypothesis hypothesis() {
    return Facts.of(hypothesis, SteadyStateHypothesis.class);
  }

  public ExperimentClock clock() {
    return clock;
  }

  public long maxDurationMs() {
    return maxDurationMs;
  }

  public Instant deadlineAt() {
    return deadlineAt;
  }

  public WindowFigures windows() {
    return windows == null ? WindowFigures.UNKNOWN : windows;
  }

  public List<ProbeMeasurement> measurements() {
    return Facts.of(measurements, ProbeMeasurement.class);
  }

  public List<ChaosActivity> activities() {
    return Facts.of(activities, ChaosActivity.class);
  }

  /// What it came to; null while it runs.
  public ChaosOutcome outcome() {
    return outcome;
  }

  /// Why it came to that, rule by rule; none while it runs.
  @SuppressWarnings("unchecked")
  public List<VerdictReason> reasons() {
    return conclusion == null
        ? List.of()
        : Facts.of((List<Map<String, Object>>) conclusion.get("rules"), VerdictReason.class);
  }

  public String endReason() {
    return endReason;
  }

  boolean isRunning() {
    return status == ChaosStatus.RUNNING;
  }

  /// Keeps what was seen.
  public void observe(
      ExperimentClock clock,
      WindowFigures figures,
      List<ProbeMeasurement> measured,
      List<ChaosActivity> done) {
    this.clock = clock;
    this.windows = figures;
    this.measurements = joined(measurements, Facts.toJson(measured));
    this.activities = joined(activities, Facts.toJson(done));
    does("observed");
  }

  /// Ends it and works out what it came to.
  ///
  /// @param at when; now when null
  /// @param pointer the field that `at` was reported in
  /// @param why why it did not complete; null when it did
  public void end(ChaosStatus to, Instant at, String pointer, String why) {
    Lifecycle.check(status, to, why);
    clock = clock.ended(at, pointer);
    status = to;
    endReason = to == ChaosStatus.COMPLETED ? null : why;
    var verdict = ChaosVerdict.of(facts());
    outcome = verdict.outcome();
    conclusion = conclusion(verdict);
    does(to.stored());
    because(endReason);
  }

  /// Names what was done as an import.
  public void imported() {
    does("imported");
  }

  /// Keeps the reason of an edit.
  void editedBecause(String reason) {
    because(reason);
  }

  /// What it is judged by.
  ExperimentFacts facts() {
    var limit = maxRecoveryMs == null ? null : Duration.ofMillis(maxRecoveryMs);
    return new ExperimentFacts(
        status == ChaosStatus.COMPLETED,
        clock.faultInjectedAt() != null,
        SteadyReadings.of(hypothesis(), windows(), measurements()),
        steps(ActivityRole.METHOD, plannedMethod),
        steps(ActivityRole.ROLLBACK, plannedRollbacks),
        source == ChaosSource.REPORTED
            ? new Recovery(clock.faultClearedAt(), clock.recoveredAt(), limit)
            : null);
  }

  private List<Step> steps(ActivityRole role, List<String> planned) {
    var steps = new ArrayList<Step>();
    var missing = new ArrayList<>(planned);
    for (var activity : activities()) {
      if (activity.role() == role) {
        var worked = activity.end() == ActivityEnd.SUCCEEDED;
        steps.add(new Step(activity.name(), worked ? StepEnd.SUCCEEDED : StepEnd.FAILED));
        missing.remove(activity.name());
      }
    }
    missing.forEach(name -> steps.add(new Step(name, StepEnd.NOT_RUN)));
    return steps;
  }

  /// A line that tells of the end tells all of this, whatever else it says.
  private Map<String, Object> conclusion(ChaosVerdict verdict) {
    var concluded = new LinkedHashMap<String, Object>();
    concluded.put("outcome", verdict.outcome().stored());
    concluded.put("name", name);
    concluded.put("testType", testType.stored());
    concluded.put("target", target);
    concluded.put("environment", environment);
    concluded.put("source", source.stored());
    if (clock.recoveryTimeMs() != null) {
      concluded.put("recoveryTimeMs", clock.recoveryTimeMs());
    }
    concluded.put("rules", Facts.toJson(verdict.reasons()));
    return concluded;
  }

  private static List<Map<String, Object>> joined(
      List<Map<String, Object>> known, List<Map<String, Object>> more) {
    var all = new ArrayList<>(known);
    all.addAll(more);
    return all;
  }
}
