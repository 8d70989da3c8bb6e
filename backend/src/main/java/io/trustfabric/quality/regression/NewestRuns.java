package io.trustfabric.quality.regression;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.Session;

/// The newest run of a suite, as far as it tells of one model version: results of other versions
/// tell nothing of it.
@ApplicationScoped
public class NewestRuns {

  /// Of each run a test's last result counts; a test ran where that is not skipped.
  private static final String NEWEST =
      """
      WITH result AS NOT MATERIALIZED (
        SELECT * FROM regression_test_results
        WHERE test_suite = :suite AND (model_id IS NULL OR model_id = :model)),
      run AS (SELECT run_id, executed_at, id FROM result ORDER BY executed_at DESC, id DESC LIMIT 1),
      before AS (
        SELECT run_id FROM result WHERE run_id <> (SELECT run_id FROM run)
        ORDER BY executed_at DESC, id DESC LIMIT 1),
      now AS (
        SELECT DISTINCT ON (test_name) test_name, status FROM result WHERE run_id = (SELECT run_id FROM run)
        ORDER BY test_name, executed_at DESC, id DESC),
      was AS (
        SELECT DISTINCT ON (test_name) test_name, status FROM result WHERE run_id = (SELECT run_id FROM before)
        ORDER BY test_name, executed_at DESC, id DESC),
      test AS (
        SELECT test_name, now.status IN ('failed', 'error') AS fails, now.status = 'skipped' AS skipped,
          coalesce(now.status <> 'skipped', false) AS ran, coalesce(was.status <> 'skipped', false) AS ran_before
        FROM now FULL JOIN was USING (test_name))
      SELECT run.run_id, run.executed_at, run.id, (SELECT run_id FROM before), count(*) FILTER (WHERE ran),
        count(*) FILTER (WHERE fails), count(*) FILTER (WHERE skipped AND ran_before), count(*) FILTER (WHERE ran_before),
        coalesce((array_agg(test_name ORDER BY test_name) FILTER (WHERE fails))[1:10], '{}')
      FROM run CROSS JOIN test GROUP BY run.run_id, run.executed_at, run.id
      """;

  private final EntityManager entityManager;

  NewestRuns(EntityManager entityManager) {
    this.entityManager = entityManager;
  }

  /// One run, held against the run before it.
  ///
  /// @param at when its newest result was
  /// @param resultId that result
  /// @param runBefore null where there was none
  /// @param tests how many ran
  /// @param failing how many of them failed, or ended in an error
  /// @param newlySkipped how many ran before and were skipped now
  /// @param testsBefore how many ran in the run before
  /// @param failingTests names of the first ten that fail
  public record NewestRun(
      String runId,
      Instant at,
      UUID resultId,
      String runBefore,
      long tests,
      long failing,
      long newlySkipped,
      long testsBefore,
      List<String> failingTests) {}

  /// The newest run of a suite; empty when nothing of it tells of the version.
  public Optional<NewestRun> of(String suite, UUID modelId) {
    return entityManager
        .unwrap(Session.class)
        .createNativeQuery(NEWEST, Object[].class)
        .setParameter("suite", suite)
        .setParameter("model", modelId)
        .getResultStream()
        .map(NewestRuns::run)
        .findFirst();
  }

  private static NewestRun run(Object[] row) {
    return new NewestRun(
        (String) row[0],
        (Instant) row[1],
        (UUID) row[2],
        (String) row[3],
        (Long) row[4],
        (Long) row[5],
        (Long) row[6],
        (Long) row[7],
        List.of((String[]) row[8]));
  }
}
