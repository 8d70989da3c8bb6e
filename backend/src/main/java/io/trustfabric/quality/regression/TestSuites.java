package io.trustfabric.quality.regression;

import io.trustfabric.record.Invalid;
import io.trustfabric.web.Page;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.hibernate.Session;

/// The suites that results were reported of, in order of name, each with its newest run.
@ApplicationScoped
public class TestSuites {

  private static final int MAX_LIMIT = 200;

  /// Walks from name to name through the index: with millions of results there are few suites.
  private static final String SUITES =
      """
      WITH RECURSIVE suite AS (
        (SELECT test_suite, 1 AS n FROM regression_test_results
         WHERE test_suite > :after ORDER BY test_suite LIMIT 1)
        UNION ALL
        SELECT (SELECT r.test_suite FROM regression_test_results r
                WHERE r.test_suite > s.test_suite ORDER BY r.test_suite LIMIT 1), s.n + 1
        FROM suite s WHERE s.test_suite IS NOT NULL AND s.n < :most)
      SELECT s.test_suite, newest.run_id, newest.environment, newest.git_commit, newest.executed_at
      FROM suite s CROSS JOIN LATERAL (
        SELECT r.run_id, r.environment, r.git_commit, r.executed_at FROM regression_test_results r
        WHERE r.test_suite = s.test_suite ORDER BY r.executed_at DESC, r.id DESC LIMIT 1) newest
      ORDER BY s.test_suite
      """;

  private final EntityManager entityManager;

  TestSuites(EntityManager entityManager) {
    this.entityManager = entityManager;
  }

  /// One suite with where and when it ran last.
  public record TestSuite(
      String testSuite,
      String lastRunId,
      String lastEnvironment,
      @Schema(nullable = true) String lastGitCommit,
      Instant lastExecutedAt) {}

  /// Suites after a name.
  ///
  /// @param after null for the first
  /// @throws Invalid when `limit` is out of bounds or `after` cannot be a name
  Page<TestSuite> page(String after, String limit) {
    var number = limit(limit);
    if (after != null && after.indexOf('\0') >= 0) {
      throw Invalid.field("?cursor", "is not a cursor of this list");
    }
    var suites =
        entityManager
            .unwrap(Session.class)
            .createNativeQuery(SUITES, Object[].class)
            .setParameter("after", after == null ? "" : after)
            .setParameter("most", number + 1)
            .getResultStream()
            .map(
                row ->
                    new TestSuite(
                        (String) row[0],
                        (String) row[1],
                        (String) row[2],
                        (String) row[3],
                        (Instant) row[4]))
            .collect(Collectors.toList());
    var more = suites.size() > number;
    var items = more ? List.copyOf(suites.subList(0, number)) : suites;
    var next = more ? items.getLast().testSuite() : null;
    return new Page<>(items, new Page.Info(number, next, suites.size(), !more && after == null));
  }

  private static int limit(String text) {
    try {
      var limit = text == null ? 50 : Integer.parseInt(text);
      if (limit >= 1 && limit <= MAX_LIMIT) {
        return limit;
      }
    } catch (NumberFormatException e) {
      // refused below like a limit out of bounds
    }
    throw Invalid.field("?limit", "must be a whole number from 1 to " + MAX_LIMIT);
  }
}
