package io.trustfabric.chaos.experiments;

import io.trustfabric.chaos.verdicts.ChaosOutcome;
import io.trustfabric.chaos.verdicts.VerdictReason;
import io.trustfabric.record.Author;
import io.trustfabric.web.BesideRecord;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// An experiment as clients see it.
///
/// @param nextStatuses where it may go from here
/// @param deadlineAt when it is aborted if nobody has ended it
/// @param errorRateBefore share of requests that failed, 0 to 1; null when unknown
/// @param latencyP95Before 95th percentile of latency, in milliseconds; null when unknown
/// @param recoveryTimeMs recoveredAt - faultClearedAt
/// @param outcome what it came to, worked out here; null while it runs
/// @param reasons why, rule by rule; none while it runs
/// @param endReason why it was aborted or failed
/// @param incidentDetectedAt when the incident that it caused was noticed
/// @param timeToDetectMs incidentDetectedAt - faultInjectedAt; null where the incident's clock now
///   says that it was noticed earlier
/// @param journalSha256 of the journal it was read from
/// @param toolStatus how its own tool says that it ended; nothing follows from it
public record ChaosTestView(
    UUID id,
    Long version,
    Instant createdAt,
    Author createdBy,
    Instant updatedAt,
    Author updatedBy,
    Map<String, Object> metadata,
    String name,
    ChaosTestType testType,
    String target,
    String environment,
    ChaosSource source,
    ChaosStatus status,
    List<ChaosStatus> nextStatuses,
    SteadyStateHypothesis hypothesis,
    List<String> method,
    List<String> rollbacks,
    @Schema(nullable = true) String errorRateQuery,
    @Schema(nullable = true) String latencyP95Query,
    Instant startedAt,
    Duration maxDuration,
    Instant deadlineAt,
    @Schema(nullable = true) Instant faultInjectedAt,
    @Schema(nullable = true) Instant faultClearedAt,
    @Schema(nullable = true) Instant recoveredAt,
    @Schema(nullable = true) Instant completedAt,
    @Schema(nullable = true) BigDecimal errorRateBefore,
    @Schema(nullable = true) BigDecimal errorRateDuring,
    @Schema(nullable = true) BigDecimal errorRateAfter,
    @Schema(nullable = true) BigDecimal latencyP95Before,
    @Schema(nullable = true) BigDecimal latencyP95During,
    @Schema(nullable = true) BigDecimal latencyP95After,
    @Schema(nullable = true) Long recoveryTimeMs,
    @Schema(nullable = true) Duration maxRecoveryTime,
    List<ProbeMeasurement> measurements,
    List<ChaosActivity> activities,
    @Schema(nullable = true) ChaosOutcome outcome,
    List<VerdictReason> reasons,
    @Schema(nullable = true) String endReason,
    List<String> failurePoints,
    List<String> recoveryActions,
    @Schema(nullable = true) String lessonsLearned,
    @Schema(nullable = true) UUID incidentId,
    @BesideRecord @Schema(nullable = true) Instant incidentDetectedAt,
    @BesideRecord @Schema(nullable = true) Long timeToDetectMs,
    @Schema(nullable = true) String journalSha256,
    @Schema(nullable = true) String toolStatus) {

  /// @param detectedAt when the incident that it caused was noticed; null without one
  static ChaosTestView of(ChaosTestResult test, Instant detectedAt) {
    var clock = test.clock();
    var windows = test.windows();
    return new ChaosTestView(
        test.id,
        test.version,
        test.createdAt,
        test.createdBy,
        test.updatedAt,
        test.updatedBy,
        test.metadata,
        test.name,
        test.testType,
        test.target,
        test.environment,
        test.source(),
        test.status(),
        test.status().next().stream().sorted().toList(),
        test.hypothesis(),
        test.plannedMethod,
        test.plannedRollbacks,
        test.errorRateQuery,
        test.latencyP95Query,
        clock.startedAt(),
        Duration.ofMillis(test.maxDurationMs()),
        test.deadlineAt(),
        clock.faultInjectedAt(),
        clock.faultClearedAt(),
        clock.recoveredAt(),
        clock.completedAt(),
        windows.errorRateBefore(),
        windows.errorRateDuring(),
        windows.errorRateAfter(),
        windows.latencyP95Before(),
        windows.latencyP95During(),
        windows.latencyP95After(),
        clock.recoveryTimeMs(),
        test.maxRecoveryMs == null ? null : Duration.ofMillis(test.maxRecoveryMs),
        test.measurements(),
        test.activities(),
        test.outcome(),
        test.reasons(),
        test.endReason(),
        test.failurePoints,
        test.recoveryActions,
        test.lessonsLearned,
        test.incidentId,
        detectedAt,
        timeToDetectMs(clock.faultInjectedAt(), detectedAt),
        test.journalSha256,
        test.toolStatus);
  }

  private static Long timeToDetectMs(Instant injected, Instant detected) {
    if (injected == null || detected == null || detected.isBefore(injected)) {
      return null;
    }
    return Duration.between(injected, detected).toMillis();
  }
}
