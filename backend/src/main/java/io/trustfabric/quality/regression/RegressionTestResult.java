package io.trustfabric.quality.regression;

import io.trustfabric.record.Personal;
import io.trustfabric.record.TrustRecord;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;

/// One test in one run. Never changed: a test that ran again has another one.
@Entity
@Immutable
@Table(name = "regression_test_results")
public class RegressionTestResult extends TrustRecord {

  public String testSuite;
  public String testName;

  /// One execution of the suite: a build's number, a pipeline's id.
  public String runId;

  @Enumerated(EnumType.STRING)
  public TestStatus status;

  /// In milliseconds, to the microsecond; null when nobody measured it.
  public BigDecimal executionTimeMs;

  /// How often it failed in this run before it came to its status.
  public Long failedAttempts;

  public UUID goldenDatasetId;
  public UUID modelId;
  @Personal public String expected;
  @Personal public String actual;
  @Personal public String errorMessage;
  public String environment;
  public String gitCommit;
  public Instant executedAt;

  protected RegressionTestResult() {}

  RegressionTestResult(String testSuite, String testName, String runId, TestStatus status) {
    identify();
    this.testSuite = testSuite;
    this.testName = testName;
    this.runId = runId;
    this.status = status;
    this.failedAttempts = 0L;
  }
}
