package io.trustfabric.chaos.verdicts;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// All that an experiment is judged by.
///
/// @param ranToEnd false when it was aborted or failed by itself: what was not seen may have been
/// @param faultInjected whether the fault happened
/// @param readings what is known of each probe in each phase in which it is judged
/// @param method activities that were planned or reported
/// @param rollbacks likewise
/// @param recovery null when nobody watched it: a journal that has no times for it
public record ExperimentFacts(
    boolean ranToEnd,
    boolean faultInjected,
    List<SteadyReading> readings,
    List<Step> method,
    List<Step> rollbacks,
    Recovery recovery) {

  public ExperimentFacts {
    readings = List.copyOf(readings);
    method = List.copyOf(method);
    rollbacks = List.copyOf(rollbacks);
  }

  /// A probe in one phase.
  ///
  /// @param met whether all that was measured is within its tolerance; null when unknown
  /// @param figure what was measured, and what is tolerated
  public record SteadyReading(ExperimentPhase phase, Boolean met, String figure) {}

  /// One activity.
  public record Step(String name, StepEnd end) {}

  /// How an activity ended.
  public enum StepEnd {
    SUCCEEDED,
    FAILED,
    /// It was planned, and nobody reported it.
    NOT_RUN
  }

  /// @param clearedAt when the fault ended; null when that was not seen
  /// @param recoveredAt not before `clearedAt`; null when that was not seen
  /// @param limit how long recovery may take; null when any time will do
  public record Recovery(Instant clearedAt, Instant recoveredAt, Duration limit) {}
}
