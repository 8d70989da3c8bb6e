package io.trustfabric.quality.regression;

import jakarta.persistence.EntityManager;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.hibernate.Session;
import org.hibernate.query.NativeQuery;

/// What the results of a suite come to, in a stretch of time or in one run.
///
/// A run's place in time is that of its newest result. Comparisons, flaky tests and the trend look
/// at the runs in `from <= t < to`; where one run is asked for, at those up to it.
///
/// @param from of one run: 30 days before `to`, where nothing is said
/// @param to of one run: just after its newest result
/// @param runId the run that counts and times are of; null for all runs of the time
/// @param formulas what each figure means
/// @param lastRunId the run that is compared; null where nothing ran
/// @param runBefore the run it is compared with
/// @param trend by run, the oldest first; at most 50
public record SuiteSummary(
    String testSuite,
    Instant from,
    Instant to,
    @Schema(nullable = true) String runId,
    SuiteFormulas formulas,
    SuiteCounts counts,
    SuiteTimes times,
    FlakyTests flaky,
    @Schema(nullable = true) String lastRunId,
    @Schema(nullable = true) String runBefore,
    ChangedTests newlyFailing,
    ChangedTests newlyFixed,
    List<SuiteRun> trend) {

  private static final int TREND = 50;
  static final int FLAKY_RUNS = 20;

  /// So many tests are named at most; their number is always whole.
  private static final int NAMED = 200;

  /// How far back runs are looked for, where one run is asked for and no time.
  static final Duration USUAL = Duration.ofDays(30);

  /// The words, and how they are computed.
  public record SuiteFormulas(
      String passRate,
      String median,
      String p95,
      String flaky,
      String newlyFailing,
      String newlyFixed) {}

  /// Results by status.
  ///
  /// @param passRate 0 to 1; null when nothing ran
  public record SuiteCounts(
      Long total,
      Long passed,
      Long failed,
      Long skipped,
      Long error,
      @Schema(nullable = true) Double passRate) {}

  /// Execution times of the results that have one, in milliseconds.
  ///
  /// @param n how many have one
  public record SuiteTimes(
      BigDecimal totalMs,
      @Schema(nullable = true) BigDecimal medianMs,
      @Schema(nullable = true) BigDecimal p95Ms,
      Long n) {}

  /// One test that is flaky.
  ///
  /// @param atOneCommit it did both at one commit, or in one run
  /// @param withinRuns it did both within the last 20 runs
  public record FlakyTest(String testName, Boolean atOneCommit, Boolean withinRuns) {}

  /// @param tests the first 200 in order of name
  public record FlakyTests(Long count, List<FlakyTest> tests) {}

  /// @param tests the first 200 in order of name
  public record ChangedTests(Long count, List<String> tests) {}

  /// One run.
  ///
  /// @param at when its newest result was
  public record SuiteRun(String runId, Instant at, SuiteCounts counts, BigDecimal totalMs) {}

  static final SuiteFormulas FORMULAS =
      new SuiteFormulas(
          "passed / (passed + failed + error)",
          "the middle value, or the mean of the two in the middle",
          "the value at 0.95 x (n - 1) of the values in order, interpolated between neighbours",
          "passed, and failed or error, at one gitCommit or within the last 20 runs; or passed after failed attempts",
          "its last result in the run is failed or error, and in the run before it was neither",
          "its last result in the run is passed, and in the run before it was failed or error");

  static final String COUNTS =
      """
      count(*), count(*) FILTER (WHERE status = 'passed'), count(*) FILTER (WHERE status = 'failed'),
      count(*) FILTER (WHERE status = 'skipped'), count(*) FILTER (WHERE status = 'error'),
      coalesce(sum(execution_time_ms), 0)
      """;

  /// The results of a suite in a stretch of time.
  static final String SCOPE =
      """
      FROM regression_test_results WHERE test_suite = :suite AND executed_at >= :from AND executed_at < :to
      """;

  private static final String TOTALS =
      """
      SELECT %s, percentile_cont(0.5) WITHIN GROUP (ORDER BY execution_time_ms::float8),
        percentile_cont(0.95) WITHIN GROUP (ORDER BY execution_time_ms::float8), count(execution_time_ms)
      """
          .formatted(COUNTS);

  /// The newest first.
  static final String RUNS =
      """
      SELECT run_id, max(executed_at) AS at, %s %s
      GROUP BY run_id ORDER BY max(executed_at) DESC, run_id DESC LIMIT %d
      """
          .formatted(COUNTS, SCOPE, TREND);

  private static final String BOTH =
      "HAVING bool_or(status = 'passed') AND bool_or(status IN ('failed', 'error'))";

  /// The last runs are `:runs`.
  static final String FLAKY =
      """
      SELECT test_name, bool_or(NOT within) AS at_one_commit, bool_or(within) AS within_runs FROM (
        SELECT test_name, false AS within %1$s AND git_commit IS NOT NULL GROUP BY test_name, git_commit %2$s
        UNION ALL
        SELECT test_name, false %1$s AND status = 'passed' AND failed_attempts > 0
        UNION ALL
        SELECT test_name, true %1$s AND run_id = ANY (:runs) GROUP BY test_name %2$s) f
      GROUP BY test_name
      """
          .formatted(SCOPE, BOTH);

  private static final String NAMED_FLAKY =
      "SELECT f.*, count(*) OVER () FROM (%s) f ORDER BY test_name LIMIT %d"
          .formatted(FLAKY, NAMED);

  /// Tests of `:run` that went other than in `:before`: whether each is bad now, or good.
  static final String CHANGED =
      """
      SELECT test_name, now.bad, now.good FROM (
        SELECT DISTINCT ON (test_name) test_name, status IN ('failed', 'error') AS bad, status = 'passed' AS good
        %1$s AND run_id = :run ORDER BY test_name, executed_at DESC, id DESC) now
      LEFT JOIN (
        SELECT DISTINCT ON (test_name) test_name, status IN ('failed', 'error') AS bad
        %1$s AND run_id = :before ORDER BY test_name, executed_at DESC, id DESC) was USING (test_name)
      WHERE (now.bad AND was.bad IS NOT TRUE) OR (now.good AND was.bad IS TRUE)
      """
          .formatted(SCOPE);

  /// @param runId null for all runs of the time
  static SuiteSummary of(
      EntityManager entityManager, String suite, Instant from, Instant to, String runId) {
    var session = entityManager.unwrap(Session.class);
    var scope = Map.<String, Object>of("suite", suite, "from", from, "to", to);
    var totals = totals(session, scope, runId);
    var runs = runs(session, scope);
    var ids = runs.stream().map(SuiteRun::runId).toList();
    var last = runId != null || ids.isEmpty() ? runId : ids.getFirst();
    var before = ids.stream().filter(id -> !id.equals(last)).findFirst().orElse(null);
    var changed = changed(session, scope, last, before);
    return new SuiteSummary(
        suite,
        from,
        to,
        runId,
        FORMULAS,
        counts(totals, 0),
        new SuiteTimes((BigDecimal) totals[5], ms(totals[6]), ms(totals[7]), (Long) totals[8]),
        flaky(session, scope, runs),
        last,
        before,
        changed.get(0),
        changed.get(1),
        runs.reversed());
  }

  private static Object[] totals(Session session, Map<String, Object> scope, String runId) {
    var ofRun = runId == null ? "" : "AND run_id = :run";
    var query = query(session, TOTALS + SCOPE + ofRun, scope);
    if (runId != null) {
      query.setParameter("run", runId);
    }
    return query.getSingleResult();
  }

  /// The newest first.
  private static List<SuiteRun> runs(Session session, Map<String, Object> scope) {
    return query(session, RUNS, scope).getResultList().stream()
        .map(
            row ->
                new SuiteRun(
                    (String) row[0], (Instant) row[1], counts(row, 2), (BigDecimal) row[7]))
        .toList();
  }

  private static FlakyTests flaky(Session session, Map<String, Object> scope, List<SuiteRun> runs) {
    var ids = runs.stream().limit(FLAKY_RUNS).map(SuiteRun::runId).toArray(String[]::new);
    var rows = query(session, NAMED_FLAKY, scope).setParameter("runs", ids).getResultList();
    var tests =
        rows.stream()
            .map(row -> new FlakyTest((String) row[0], (Boolean) row[1], (Boolean) row[2]))
            .toList();
    return new FlakyTests(rows.isEmpty() ? 0L : (Long) rows.getFirst()[3], tests);
  }

  /// ChangedTests that fail newly, and those that are newly fixed. Without a run before there is
  /// nothing to tell.
  private static List<ChangedTests> changed(
      Session session, Map<String, Object> scope, String run, String before) {
    if (before == null) {
      return List.of(new ChangedTests(0L, List.of()), new ChangedTests(0L, List.of()));
    }
    var failing = new ArrayList<String>();
    var fixed = new ArrayList<String>();
    long[] counts = new long[2];
    var query =
        query(session, CHANGED + "ORDER BY test_name", scope)
            .setParameter("run", run)
            .setParameter("before", before);
    for (var row : query.getResultList()) {
      var names = (Boolean) row[1] ? failing : fixed;
      counts[(Boolean) row[1] ? 0 : 1]++;
      if (names.size() < NAMED) {
        names.add((String) row[0]);
      }
    }
    return List.of(new ChangedTests(counts[0], failing), new ChangedTests(counts[1], fixed));
  }

  private static NativeQuery<Object[]> query(
      Session session, String sql, Map<String, Object> scope) {
    var query = session.createNativeQuery(sql, Object[].class);
    scope.forEach(query::setParameter);
    return query;
  }

  static SuiteCounts counts(Object[] row, int at) {
    long passed = (Long) row[at + 1];
    long ran = passed + (Long) row[at + 2] + (Long) row[at + 4];
    return new SuiteCounts(
        (Long) row[at],
        passed,
        (Long) row[at + 2],
        (Long) row[at + 3],
        (Long) row[at + 4],
        ran == 0 ? null : (double) passed / ran);
  }

  private static BigDecimal ms(Object value) {
    return value == null
        ? null
        : new BigDecimal(value.toString()).setScale(3, RoundingMode.HALF_UP);
  }
}
