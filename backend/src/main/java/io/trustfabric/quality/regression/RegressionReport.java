package io.trustfabric.quality.regression;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PastOrPresent;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/// What is said of one test in one run. Times may run at most five minutes ahead of our clock.
///
/// @param runId one execution of the suite: a build's number, a pipeline's id
/// @param executionTimeMs how long it took; kept to the microsecond
/// @param failedAttempts how often it failed in this run before it came to its status; 0 when not
///   said
/// @param modelId the model version that was tested
/// @param executedAt when it ended; now when not said
@RegisterForReflection
public record RegressionReport(
    @NotBlank @Size(max = 300) String testSuite,
    @NotBlank @Size(max = 500) String testName,
    @NotBlank @Size(max = 200) String runId,
    @NotNull TestStatus status,
    @DecimalMin("0") @DecimalMax("100000000000") BigDecimal executionTimeMs,
    @Min(0) @Max(1_000) Long failedAttempts,
    UUID goldenDatasetId,
    UUID modelId,
    @Size(max = 10_000) String expected,
    @Size(max = 10_000) String actual,
    @Size(max = 10_000) String errorMessage,
    @NotBlank @Size(max = 100) String environment,
    @Size(min = 1, max = 100) String gitCommit,
    @PastOrPresent Instant executedAt,
    Map<String, Object> metadata) {

  RegressionTestResult toResult(Instant now) {
    var result = new RegressionTestResult(testSuite, testName, runId, status);
    result.executionTimeMs = microseconds(executionTimeMs);
    result.failedAttempts = Objects.requireNonNullElse(failedAttempts, 0L);
    result.goldenDatasetId = goldenDatasetId;
    result.modelId = modelId;
    result.expected = expected;
    result.actual = actual;
    result.errorMessage = errorMessage;
    result.environment = environment;
    result.gitCommit = gitCommit;
    result.executedAt = Objects.requireNonNullElse(executedAt, now);
    if (metadata != null) {
      result.metadata = metadata;
    }
    return result;
  }

  private static BigDecimal microseconds(BigDecimal ms) {
    return ms == null ? null : ms.setScale(3, RoundingMode.HALF_UP);
  }
}
