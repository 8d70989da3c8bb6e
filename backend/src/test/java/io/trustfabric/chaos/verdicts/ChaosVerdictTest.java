package io.trustfabric.chaos.verdicts;

import static io.trustfabric.chaos.verdicts.ChaosOutcome.FAILED;
import static io.trustfabric.chaos.verdicts.ChaosOutcome.INCONCLUSIVE;
import static io.trustfabric.chaos.verdicts.ChaosOutcome.PASSED;
import static org.assertj.core.api.Assertions.assertThat;

import io.trustfabric.chaos.verdicts.ExperimentFacts.Recovery;
import io.trustfabric.chaos.verdicts.ExperimentFacts.SteadyReading;
import io.trustfabric.chaos.verdicts.ExperimentFacts.Step;
import io.trustfabric.chaos.verdicts.ExperimentFacts.StepEnd;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ChaosVerdictTest {

  private static final Instant CLEARED = Instant.parse("2026-01-31T10:05:00Z");

  /// What may be known of one thing; null is unknown, and NONE that there is no such thing.
  private enum Known {
    YES,
    NO,
    UNKNOWN,
    NONE
  }

  /// Every kind of recovery there is.
  private enum Recovering {
    IN_TIME,
    WITHOUT_LIMIT,
    TOO_LATE,
    NOT_RECOVERED,
    NOT_CLEARED,
    NOT_WATCHED
  }

  @Test
  void the_whole_truth_table_is_as_it_is_written_down() {
    var rows = 0;
    for (var before : Known.values()) {
      for (var fault : List.of(true, false)) {
        for (var during : Known.values()) {
          for (var after : Known.values()) {
            for (var method : Known.values()) {
              for (var rollbacks : Known.values()) {
                for (var recovery : Recovering.values()) {
                  for (var ranToEnd : List.of(true, false)) {
                    var facts =
                        facts(before, fault, during, after, method, rollbacks, recovery, ranToEnd);
                    assertThat(ChaosVerdict.of(facts).outcome())
                        .as(facts.toString())
                        .isEqualTo(
                            expected(
                                before, fault, during, after, method, rollbacks, recovery,
                                ranToEnd));
                    rows++;
                  }
                }
              }
            }
          }
        }
      }
    }
    assertThat(rows).isEqualTo(4 * 2 * 4 * 4 * 4 * 4 * 6 * 2);
  }

  /// The table in words of its own: no rule of the product's is used.
  private static ChaosOutcome expected(
      Known before,
      boolean fault,
      Known during,
      Known after,
      Known method,
      Known rollbacks,
      Recovering recovery,
      boolean ranToEnd) {
    if (before != Known.YES || !fault) {
      return INCONCLUSIVE;
    }
    var unseen = rollbacks == Known.UNKNOWN;
    var notWell = recovery == Recovering.NOT_CLEARED || recovery == Recovering.NOT_RECOVERED;
    if (during == Known.NO
        || after == Known.NO
        || method == Known.NO
        || rollbacks == Known.NO
        || recovery == Recovering.TOO_LATE
        || ranToEnd && (unseen || notWell)) {
      return FAILED;
    }
    var proved =
        ranToEnd && during != Known.UNKNOWN && after == Known.YES && method != Known.UNKNOWN;
    return proved ? PASSED : INCONCLUSIVE;
  }

  @Test
  void nothing_passes_that_is_not_known_to_be_well_after() {
    for (var after : List.of(Known.UNKNOWN, Known.NONE)) {
      assertThat(
              outcome(
                  facts(
                      Known.YES,
                      true,
                      Known.NONE,
                      after,
                      Known.YES,
                      Known.YES,
                      Recovering.IN_TIME,
                      true)))
          .isEqualTo(INCONCLUSIVE);
    }
  }

  @Test
  void every_rule_is_told_once_in_its_order_with_its_figures() {
    var verdict =
        ChaosVerdict.of(
            facts(
                Known.YES,
                true,
                Known.NO,
                Known.YES,
                Known.NO,
                Known.UNKNOWN,
                Recovering.TOO_LATE,
                true));
    assertThat(verdict.reasons())
        .extracting(VerdictReason::rule)
        .containsExactly(VerdictRule.values());
    assertThat(verdict.reasons()).allMatch(reason -> !reason.figures().isEmpty());
    assertThat(figures(verdict, VerdictRule.STEADY_DURING)).containsExactly("during NO");
    assertThat(figures(verdict, VerdictRule.ACTIVITIES))
        .containsExactly("1 of 2 succeeded", "bad failed");
    assertThat(figures(verdict, VerdictRule.ROLLBACKS))
        .containsExactly("1 of 2 succeeded", "bad is not reported to have run");
    assertThat(figures(verdict, VerdictRule.RECOVERY))
        .containsExactly("recovered after 30001 ms, at most 30000 ms are tolerated");
  }

  @Test
  void a_recovery_of_exactly_the_limit_is_in_time() {
    var facts =
        facts(
            Known.YES, true, Known.NONE, Known.YES, Known.YES, Known.YES, Recovering.IN_TIME, true);
    assertThat(facts.recovery().recoveredAt()).isEqualTo(CLEARED.plus(facts.recovery().limit()));
    assertThat(outcome(facts)).isEqualTo(PASSED);
  }

  @Test
  void more_facts_never_make_a_worse_experiment_better() {
    var random = new Random(20_260_131);
    for (int round = 0; round < 5_000; round++) {
      var facts = any(random);
      var outcome = outcome(facts);
      var failedStep = with(facts.method(), new Step("more", StepEnd.FAILED));
      assertThat(
              outcome(
                  new ExperimentFacts(
                      facts.ranToEnd(),
                      facts.faultInjected(),
                      facts.readings(),
                      failedStep,
                      facts.rollbacks(),
                      facts.recovery())))
          .isNotEqualTo(PASSED);
      var deviated =
          with(facts.readings(), new SteadyReading(ExperimentPhase.AFTER, false, "deviated"));
      assertThat(outcome(withReadings(facts, deviated)))
          .isEqualTo(outcome == INCONCLUSIVE && premisesMissing(facts) ? INCONCLUSIVE : FAILED);
      var unknown =
          with(facts.readings(), new SteadyReading(ExperimentPhase.BEFORE, null, "not measured"));
      assertThat(outcome(withReadings(facts, unknown))).isEqualTo(INCONCLUSIVE);
    }
  }

  @Test
  void the_order_of_what_is_known_does_not_matter() {
    var random = new Random(7);
    for (int round = 0; round < 2_000; round++) {
      var facts = any(random);
      var readings = new ArrayList<>(facts.readings());
      Collections.shuffle(readings, random);
      var method = new ArrayList<>(facts.method());
      Collections.shuffle(method, random);
      var shuffled =
          new ExperimentFacts(
              facts.ranToEnd(),
              facts.faultInjected(),
              readings,
              method,
              facts.rollbacks(),
              facts.recovery());
      assertThat(outcome(shuffled)).isEqualTo(outcome(facts));
      assertThat(ChaosVerdict.of(facts)).isEqualTo(ChaosVerdict.of(facts));
    }
  }

  private static boolean premisesMissing(ExperimentFacts facts) {
    return ChaosVerdict.of(facts).reasons().subList(0, 2).stream()
        .anyMatch(reason -> reason.finding() != RuleFinding.HELD);
  }

  private static ExperimentFacts any(Random random) {
    return facts(
        pick(random, Known.values()),
        random.nextInt(4) > 0,
        pick(random, Known.values()),
        pick(random, Known.values()),
        pick(random, Known.values()),
        pick(random, Known.values()),
        pick(random, Recovering.values()),
        random.nextInt(4) > 0);
  }

  private static <T> T pick(Random random, T[] from) {
    return from[random.nextInt(from.length)];
  }

  private static <T> List<T> with(List<T> list, T more) {
    return Stream.concat(list.stream(), Stream.of(more)).toList();
  }

  private static ExperimentFacts withReadings(ExperimentFacts facts, List<SteadyReading> readings) {
    return new ExperimentFacts(
        facts.ranToEnd(),
        facts.faultInjected(),
        readings,
        facts.method(),
        facts.rollbacks(),
        facts.recovery());
  }

  private static ChaosOutcome outcome(ExperimentFacts facts) {
    return ChaosVerdict.of(facts).outcome();
  }

  private static List<String> figures(ChaosVerdict verdict, VerdictRule rule) {
    return verdict.reasons().get(rule.ordinal()).figures();
  }

  private static ExperimentFacts facts(
      Known before,
      boolean fault,
      Known during,
      Known after,
      Known method,
      Known rollbacks,
      Recovering recovery,
      boolean ranToEnd) {
    var readings = new ArrayList<SteadyReading>();
    reading(ExperimentPhase.BEFORE, before, readings);
    reading(ExperimentPhase.DURING, during, readings);
    reading(ExperimentPhase.AFTER, after, readings);
    return new ExperimentFacts(
        ranToEnd, fault, readings, steps(method), steps(rollbacks), recovery(recovery));
  }

  private static void reading(ExperimentPhase phase, Known known, List<SteadyReading> readings) {
    if (known != Known.NONE) {
      var met = known == Known.UNKNOWN ? null : (Boolean) (known == Known.YES);
      readings.add(
          new SteadyReading(
              phase, met, phase.name().toLowerCase(java.util.Locale.ROOT) + " " + known));
    }
  }

  private static List<Step> steps(Known known) {
    var end =
        switch (known) {
          case YES -> StepEnd.SUCCEEDED;
          case NO -> StepEnd.FAILED;
          case UNKNOWN -> StepEnd.NOT_RUN;
          case NONE -> null;
        };
    return end == null
        ? List.of()
        : Arrays.asList(new Step("good", StepEnd.SUCCEEDED), new Step("bad", end));
  }

  private static Recovery recovery(Recovering recovering) {
    var limit = Duration.ofSeconds(30);
    return switch (recovering) {
      case IN_TIME -> new Recovery(CLEARED, CLEARED.plus(limit), limit);
      case WITHOUT_LIMIT -> new Recovery(CLEARED, CLEARED.plusSeconds(999), null);
      case TOO_LATE -> new Recovery(CLEARED, CLEARED.plus(limit).plusMillis(1), limit);
      case NOT_RECOVERED -> new Recovery(CLEARED, null, limit);
      case NOT_CLEARED -> new Recovery(null, null, limit);
      case NOT_WATCHED -> null;
    };
  }
}
