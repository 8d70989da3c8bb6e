package io.trustfabric.quality.regression;

import io.trustfabric.record.Clock;
import io.trustfabric.record.Invalid;
import io.trustfabric.web.Problem;
import io.trustfabric.web.Refusal;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// One report on its way in: makes results of its cases and stores them a portion at a time, each
/// portion with one ledger line.
public final class JUnitImport implements JUnitReport.Taker {

  static final int MOST = 100_000;

  /// A portion has at most so many results, and about so many characters of text.
  private static final int PORTION = 10_000;

  private static final int PORTION_TEXT = 4 * 1024 * 1024;
  private static final int NAMED_SUITES = 1_000;
  private static final BigDecimal MS = new BigDecimal(1_000);

  /// What was read from a report.
  ///
  /// @param results one for each test case
  /// @param suites the first 1,000 in order of name
  /// @param leftOut what was not taken over, and why
  public record Imported(
      String runId,
      Long results,
      Long passed,
      Long failed,
      Long skipped,
      Long error,
      List<ImportedSuite> suites,
      List<LeftOut.LeftOutPart> leftOut) {}

  /// How many results a suite has in the report.
  public record ImportedSuite(String testSuite, Long results) {}

  private final JUnitRun run;
  private final RegressionResults results;
  private final LeftOut leftOut = new LeftOut();
  private final Instant now = Clock.now();
  private final Map<TestStatus, Long> statuses = new EnumMap<>(TestStatus.class);
  private final Map<String, Long> suites = new TreeMap<>();
  private List<RegressionTestResult> portion = new ArrayList<>();
  private long text;
  private long count;

  JUnitImport(JUnitRun run, RegressionResults results) {
    this.run = run;
    this.results = results;
  }

  /// Reads a report and stores its results.
  ///
  /// @throws Invalid when parameters are bad, or it is no report, or there was no test case in it
  /// @throws Refusal 413 when it has too many
  Imported read(InputStream body) {
    run.check();
    results.checkRun(run.dataset(), run.model());
    new JUnitReport(run.testSuite, this, leftOut).read(body);
    return finish();
  }

  @Override
  public void take(JUnitReport.Case one) {
    if (++count > MOST) {
      throw Refusal.of(
          Problem.Kind.TOO_LARGE, "At most %,d test cases are taken at once.".formatted(MOST));
    }
    statuses.merge(one.status(), 1L, Long::sum);
    suites.merge(one.suite(), 1L, Long::sum);
    portion.add(result(one));
    text += one.message() == null ? 0 : one.message().length();
    if (portion.size() >= PORTION || text > PORTION_TEXT) {
      store();
    }
  }

  private RegressionTestResult result(JUnitReport.Case one) {
    var result = new RegressionTestResult(one.suite(), one.name(), run.runId, one.status());
    if (one.seconds() != null) {
      result.executionTimeMs = one.seconds().multiply(MS).setScale(3, RoundingMode.HALF_UP);
    }
    result.failedAttempts = one.failedAttempts();
    result.errorMessage = one.message();
    result.environment = run.environment;
    result.gitCommit = run.gitCommit;
    result.goldenDatasetId = run.dataset();
    result.modelId = run.model();
    result.executedAt = at(one);
    return result;
  }

  private Instant at(JUnitReport.Case one) {
    if (one.at() != null && one.at().isAfter(now)) {
      leftOut.add(LeftOut.What.FUTURE_TIME);
      return now;
    }
    return one.at() == null ? run.at() : one.at();
  }

  private void store() {
    results.store(portion);
    portion = new ArrayList<>();
    text = 0;
  }

  private Imported finish() {
    if (count == 0) {
      throw Invalid.field("", "holds no test case");
    }
    if (!portion.isEmpty()) {
      store();
    }
    return new Imported(
        run.runId,
        count,
        of(TestStatus.PASSED),
        of(TestStatus.FAILED),
        of(TestStatus.SKIPPED),
        of(TestStatus.ERROR),
        suites.entrySet().stream()
            .limit(NAMED_SUITES)
            .map(suite -> new ImportedSuite(suite.getKey(), suite.getValue()))
            .toList(),
        leftOut.lines());
  }

  private Long of(TestStatus status) {
    return statuses.getOrDefault(status, 0L);
  }
}
