package io.trustfabric.quality.regression;

import io.trustfabric.record.Author;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// A regression result as clients see it.
///
/// @param runId one execution of the suite
/// @param failedAttempts how often it failed in this run before it came to its status
public record RegressionResultView(
    UUID id,
    Long version,
    Instant createdAt,
    Author createdBy,
    Instant updatedAt,
    Author updatedBy,
    Map<String, Object> metadata,
    String testSuite,
    String testName,
    String runId,
    TestStatus status,
    @Schema(nullable = true) BigDecimal executionTimeMs,
    Long failedAttempts,
    @Schema(nullable = true) UUID goldenDatasetId,
    @Schema(nullable = true) UUID modelId,
    @Schema(nullable = true) String expected,
    @Schema(nullable = true) String actual,
    @Schema(nullable = true) String errorMessage,
    String environment,
    @Schema(nullable = true) String gitCommit,
    Instant executedAt) {

  static RegressionResultView of(RegressionTestResult result) {
    return new RegressionResultView(
        result.id,
        result.version,
        result.createdAt,
        result.createdBy,
        result.updatedAt,
        result.updatedBy,
        result.metadata,
        result.testSuite,
        result.testName,
        result.runId,
        result.status,
        result.executionTimeMs,
        result.failedAttempts,
        result.goldenDatasetId,
        result.modelId,
        result.expected,
        result.actual,
        result.errorMessage,
        result.environment,
        result.gitCommit,
        result.executedAt);
  }
}
