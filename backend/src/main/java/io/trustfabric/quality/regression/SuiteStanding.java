package io.trustfabric.quality.regression;

import io.trustfabric.quality.regression.SuiteSummary.SuiteCounts;
import io.trustfabric.quality.regression.SuiteSummary.SuiteRun;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// How a suite stands: its newest run in a stretch of time, held against the one before, by the
/// same formulas as its summary.
///
/// @param lastExecutedAt when its newest result was, in that time or out of it
/// @param counts of the newest run in the time; null where nothing ran in it
/// @param runBefore the run it is compared with; null where there is none
/// @param newlyFailing tests; null where there is nothing to compare
/// @param newlyFixed tests; null where there is nothing to compare
/// @param flaky tests that are flaky, of all runs in the time
/// @param trend by run, the oldest first; at most 50
public record SuiteStanding(
    String testSuite,
    String lastRunId,
    String lastEnvironment,
    @Schema(nullable = true) String lastGitCommit,
    Instant lastExecutedAt,
    @Schema(nullable = true) SuiteCounts counts,
    @Schema(nullable = true) String runBefore,
    @Schema(nullable = true) Long newlyFailing,
    @Schema(nullable = true) Long newlyFixed,
    Long flaky,
    List<SuiteRun> trend) {}
