package io.trustfabric.quality.regression;

import io.trustfabric.web.Page;
import io.trustfabric.web.Period;
import io.trustfabric.web.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.Instant;

/// Sums suites up.
@ApplicationScoped
public class SuiteRuns {

  private static final Duration LONGEST = Duration.ofDays(366);

  private static final String NEWEST =
      "select max(r.executedAt) from RegressionTestResult r where r.testSuite = :suite";

  private final SuiteStandings standings;
  private final EntityManager entityManager;

  SuiteRuns(SuiteStandings standings, EntityManager entityManager) {
    this.standings = standings;
    this.entityManager = entityManager;
  }

  /// @throws Refusal 404 when there are no results of the suite, or of the run
  SuiteSummary summary(String suite, String runId, Period period) {
    if (suite.indexOf('\0') >= 0 || runId != null && runId.indexOf('\0') >= 0) {
      throw Refusal.notFound("test suite", "of that name");
    }
    var newest = newest(suite, runId);
    if (runId == null) {
      period.check(SuiteSummary.USUAL, LONGEST);
      return SuiteSummary.of(entityManager, suite, period.from(), period.to(), null);
    }
    var to = newest.plusNanos(1_000);
    return SuiteSummary.of(entityManager, suite, to.minus(SuiteSummary.USUAL), to, runId);
  }

  /// How suites after a name stand.
  ///
  /// @param after null for the first
  Page<SuiteStanding> standings(String after, String limit, Period period) {
    period.check(SuiteSummary.USUAL, LONGEST);
    return standings.page(after, limit, period);
  }

  private Instant newest(String suite, String runId) {
    var query =
        entityManager
            .createQuery(NEWEST + (runId == null ? "" : " and r.runId = :run"), Instant.class)
            .setParameter("suite", suite);
    if (runId != null) {
      query.setParameter("run", runId);
    }
    var newest = query.getSingleResult();
    if (newest == null) {
      throw Refusal.notFound(runId == null ? "test suite" : "run", runId == null ? suite : runId);
    }
    return newest;
  }
}
