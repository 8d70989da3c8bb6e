package io.trustfabric.quality.regression;

import io.trustfabric.quality.regression.SuiteSummary.SuiteRun;
import io.trustfabric.quality.regression.TestSuites.TestSuite;
import io.trustfabric.web.Page;
import io.trustfabric.web.Period;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hibernate.Session;
import org.hibernate.query.NativeQuery;

/// How suites stand, a page of them with as many queries as one takes: the summary's own questions,
/// asked for each suite of the page.
@ApplicationScoped
public class SuiteStandings {

  private static final String RUNS =
      """
      SELECT a.suite, r.* FROM unnest(cast(:suites AS text[])) a(suite) CROSS JOIN LATERAL (%s) r
      ORDER BY a.suite, r.at, r.run_id
      """
          .formatted(ofEach(SuiteSummary.RUNS));

  private static final String FLAKY =
      """
      SELECT a.suite, (SELECT count(*) FROM (%s) f) FROM unnest(cast(:suites AS text[])) a(suite)
      """
          .formatted(
              ofEach(
                  SuiteSummary.FLAKY.replace(
                      ":runs",
                      "ARRAY(SELECT run_id FROM (%s) r ORDER BY at DESC, run_id DESC LIMIT %d)"
                          .formatted(SuiteSummary.RUNS, SuiteSummary.FLAKY_RUNS))));

  private static final String CHANGED =
      """
      SELECT a.suite, c.failing, c.fixed
      FROM unnest(cast(:suites AS text[]), cast(:runs AS text[]), cast(:befores AS text[])) a(suite, run, before)
      CROSS JOIN LATERAL (
        SELECT count(*) FILTER (WHERE bad) AS failing, count(*) FILTER (WHERE good) AS fixed FROM (%s) t) c
      """
          .formatted(
              ofEach(SuiteSummary.CHANGED.replace(":run", "a.run").replace(":before", "a.before")));

  private final TestSuites suites;
  private final EntityManager entityManager;

  SuiteStandings(TestSuites suites, EntityManager entityManager) {
    this.suites = suites;
    this.entityManager = entityManager;
  }

  private record Changes(Long failing, Long fixed) {}

  /// Suites after a name, with how they stand.
  ///
  /// @param after null for the first
  Page<SuiteStanding> page(String after, String limit, Period period) {
    var page = suites.page(after, limit);
    var names = page.items().stream().map(TestSuite::testSuite).toArray(String[]::new);
    var trends = trends(names, period);
    var flaky = flaky(names, period);
    var changes = changes(trends, period);
    return page.map(
        suite ->
            standing(
                suite,
                trends.getOrDefault(suite.testSuite(), List.of()),
                flaky.get(suite.testSuite()),
                changes.get(suite.testSuite())));
  }

  private static SuiteStanding standing(
      TestSuite suite, List<SuiteRun> trend, Long flaky, Changes changes) {
    return new SuiteStanding(
        suite.testSuite(),
        suite.lastRunId(),
        suite.lastEnvironment(),
        suite.lastGitCommit(),
        suite.lastExecutedAt(),
        trend.isEmpty() ? null : trend.getLast().counts(),
        changes == null ? null : trend.get(trend.size() - 2).runId(),
        changes == null ? null : changes.failing(),
        changes == null ? null : changes.fixed(),
        flaky,
        trend);
  }

  /// By suite, the oldest run first.
  private Map<String, List<SuiteRun>> trends(String[] names, Period period) {
    var trends = new HashMap<String, List<SuiteRun>>();
    for (var row : query(RUNS, names, period).getResultList()) {
      trends
          .computeIfAbsent((String) row[0], suite -> new ArrayList<>())
          .add(
              new SuiteRun(
                  (String) row[1],
                  (Instant) row[2],
                  SuiteSummary.counts(row, 3),
                  (BigDecimal) row[8]));
    }
    return trends;
  }

  private Map<String, Long> flaky(String[] names, Period period) {
    var flaky = new HashMap<String, Long>();
    for (var row : query(FLAKY, names, period).getResultList()) {
      flaky.put((String) row[0], (Long) row[1]);
    }
    return flaky;
  }

  /// Of the suites that ran at least twice.
  private Map<String, Changes> changes(Map<String, List<SuiteRun>> trends, Period period) {
    var changes = new HashMap<String, Changes>();
    var names = new ArrayList<String>();
    var runs = new ArrayList<String>();
    var befores = new ArrayList<String>();
    trends.forEach(
        (suite, trend) -> {
          if (trend.size() > 1) {
            names.add(suite);
            runs.add(trend.getLast().runId());
            befores.add(trend.get(trend.size() - 2).runId());
          }
        });
    var rows =
        query(CHANGED, names.toArray(String[]::new), period)
            .setParameter("runs", runs.toArray(String[]::new))
            .setParameter("befores", befores.toArray(String[]::new))
            .getResultList();
    for (var row : rows) {
      changes.put((String) row[0], new Changes((Long) row[1], (Long) row[2]));
    }
    return changes;
  }

  private NativeQuery<Object[]> query(String sql, String[] names, Period period) {
    return entityManager
        .unwrap(Session.class)
        .createNativeQuery(sql, Object[].class)
        .setParameter("suites", names)
        .setParameter("from", period.from())
        .setParameter("to", period.to());
  }

  /// A question about one suite, asked of each row of `a`.
  private static String ofEach(String sql) {
    return sql.replace(":suite", "a.suite");
  }
}
