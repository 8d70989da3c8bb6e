package io.trustfabric.chaos.verdicts;

import static io.trustfabric.chaos.verdicts.ExperimentFacts.StepEnd.FAILED;
import static io.trustfabric.chaos.verdicts.ExperimentFacts.StepEnd.NOT_RUN;
import static io.trustfabric.chaos.verdicts.RuleFinding.BROKEN;
import static io.trustfabric.chaos.verdicts.RuleFinding.HELD;
import static io.trustfabric.chaos.verdicts.RuleFinding.NOT_APPLICABLE;
import static io.trustfabric.chaos.verdicts.RuleFinding.UNKNOWN;
import static io.trustfabric.chaos.verdicts.VerdictRule.ACTIVITIES;
import static io.trustfabric.chaos.verdicts.VerdictRule.FAULT_INJECTED;
import static io.trustfabric.chaos.verdicts.VerdictRule.RAN_TO_END;
import static io.trustfabric.chaos.verdicts.VerdictRule.RECOVERY;
import static io.trustfabric.chaos.verdicts.VerdictRule.ROLLBACKS;
import static io.trustfabric.chaos.verdicts.VerdictRule.STEADY_AFTER;
import static io.trustfabric.chaos.verdicts.VerdictRule.STEADY_BEFORE;
import static io.trustfabric.chaos.verdicts.VerdictRule.STEADY_DURING;

import io.trustfabric.chaos.verdicts.ExperimentFacts.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// What an experiment came to, and why.
///
/// `inconclusive` when the steady state is not known to have been met before, or the fault never
/// happened. Else `failed` when any other rule is broken; `passed` when every other rule is held or
/// speaks of nothing; and `inconclusive` when something is unknown.
///
/// @param reasons every rule, in the order of {@link VerdictRule}
public record ChaosVerdict(ChaosOutcome outcome, List<VerdictReason> reasons) {

  public ChaosVerdict {
    reasons = List.copyOf(reasons);
  }

  public static ChaosVerdict of(ExperimentFacts facts) {
    var reasons =
        List.of(
            steady(STEADY_BEFORE, ExperimentPhase.BEFORE, facts),
            faultInjected(facts),
            steady(STEADY_DURING, ExperimentPhase.DURING, facts),
            steady(STEADY_AFTER, ExperimentPhase.AFTER, facts),
            // A step of the method that nobody reported may have run: that is not known.
            steps(ACTIVITIES, facts.method(), UNKNOWN),
            steps(ROLLBACKS, facts.rollbacks(), facts.ranToEnd() ? BROKEN : UNKNOWN),
            recovery(facts),
            ranToEnd(facts));
    return new ChaosVerdict(outcome(reasons), reasons);
  }

  private static ChaosOutcome outcome(List<VerdictReason> reasons) {
    var premises = reasons.subList(0, 2);
    var proof = reasons.subList(2, reasons.size());
    if (premises.stream().anyMatch(reason -> reason.finding() != HELD)) {
      return ChaosOutcome.INCONCLUSIVE;
    }
    if (proof.stream().anyMatch(reason -> reason.finding() == BROKEN)) {
      return ChaosOutcome.FAILED;
    }
    return proof.stream().anyMatch(reason -> reason.finding() == UNKNOWN)
        ? ChaosOutcome.INCONCLUSIVE
        : ChaosOutcome.PASSED;
  }

  private static VerdictReason steady(
      VerdictRule rule, ExperimentPhase phase, ExperimentFacts facts) {
    var readings = facts.readings().stream().filter(reading -> reading.phase() == phase).toList();
    if (readings.isEmpty()) {
      return phase == ExperimentPhase.DURING
          ? reason(rule, NOT_APPLICABLE, "no probe has a tolerance for this phase")
          : reason(rule, UNKNOWN, "there is no probe");
    }
    var finding = HELD;
    var figures = new ArrayList<String>();
    for (var reading : readings) {
      figures.add(reading.figure());
      if (Boolean.FALSE.equals(reading.met())) {
        finding = BROKEN;
      } else if (reading.met() == null && finding == HELD) {
        finding = UNKNOWN;
      }
    }
    return new VerdictReason(rule, finding, figures);
  }

  private static VerdictReason faultInjected(ExperimentFacts facts) {
    return facts.faultInjected()
        ? reason(FAULT_INJECTED, HELD, "the fault happened")
        : reason(FAULT_INJECTED, BROKEN, "the fault never happened");
  }

  /// @param whenNotRun what it means that a planned step was not reported
  private static VerdictReason steps(VerdictRule rule, List<Step> steps, RuleFinding whenNotRun) {
    if (steps.isEmpty()) {
      return reason(rule, NOT_APPLICABLE, "there are none");
    }
    var failed = steps.stream().filter(step -> step.end() == FAILED).toList();
    var missing = steps.stream().filter(step -> step.end() == NOT_RUN).toList();
    var figures = new ArrayList<String>();
    figures.add(
        "%d of %d succeeded"
            .formatted(steps.size() - failed.size() - missing.size(), steps.size()));
    failed.forEach(step -> figures.add("%s failed".formatted(step.name())));
    missing.forEach(step -> figures.add("%s is not reported to have run".formatted(step.name())));
    var finding = !failed.isEmpty() ? BROKEN : missing.isEmpty() ? HELD : whenNotRun;
    return new VerdictReason(rule, finding, figures);
  }

  private static VerdictReason recovery(ExperimentFacts facts) {
    var recovery = facts.recovery();
    if (recovery == null || !facts.faultInjected()) {
      return reason(
          RECOVERY,
          NOT_APPLICABLE,
          recovery == null ? "its times were not watched" : "there was no fault to recover from");
    }
    if (recovery.clearedAt() == null || recovery.recoveredAt() == null) {
      return reason(
          RECOVERY,
          facts.ranToEnd() ? BROKEN : UNKNOWN,
          recovery.clearedAt() == null
              ? "the fault is not reported to have been cleared"
              : "the target is not reported to have recovered");
    }
    var took = Duration.between(recovery.clearedAt(), recovery.recoveredAt());
    if (recovery.limit() == null) {
      return reason(RECOVERY, HELD, "recovered after %d ms".formatted(took.toMillis()));
    }
    return reason(
        RECOVERY,
        took.compareTo(recovery.limit()) > 0 ? BROKEN : HELD,
        "recovered after %d ms, at most %d ms are tolerated"
            .formatted(took.toMillis(), recovery.limit().toMillis()));
  }

  private static VerdictReason ranToEnd(ExperimentFacts facts) {
    return facts.ranToEnd()
        ? reason(RAN_TO_END, HELD, "it ran to its end")
        : reason(RAN_TO_END, UNKNOWN, "it ended before its end");
  }

  private static VerdictReason reason(VerdictRule rule, RuleFinding finding, String figure) {
    return new VerdictReason(rule, finding, List.of(figure));
  }
}
