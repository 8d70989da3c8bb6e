package io.trustfabric.quality.regression;

import io.trustfabric.record.Callers;
import io.trustfabric.record.ChangeCapture;
import io.trustfabric.record.Clock;
import io.trustfabric.record.CopyRows;
import io.trustfabric.record.Invalid;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/// Takes results in: one by one, or thousands at once past Hibernate, with one ledger line.
@ApplicationScoped
public class RegressionResults {

  private static final String COLUMNS =
      """
      regression_test_results (id, version, created_at, created_by_issuer, created_by_subject, created_by_name,
        updated_at, updated_by_issuer, updated_by_subject, updated_by_name, metadata, personal_salt, test_suite,
        test_name, run_id, status, execution_time_ms, failed_attempts, golden_dataset_id, model_id, expected, actual,
        error_message, environment, git_commit, executed_at)""";

  private final ChangeCapture changes;
  private final EntityManager entityManager;

  RegressionResults(ChangeCapture changes, EntityManager entityManager) {
    this.changes = changes;
    this.entityManager = entityManager;
  }

  /// What became of many reports.
  ///
  /// @param ids of the results, in the reports' order
  public record RecordedResults(int received, List<UUID> ids) {}

  /// @throws Invalid when it names a golden dataset that is not there
  @Transactional
  RegressionTestResult record(RegressionReport report) {
    if (!known(Set.copyOf(datasets(List.of(report)))).containsAll(datasets(List.of(report)))) {
      throw Invalid.field("/goldenDatasetId", "there is no such golden dataset");
    }
    var result = report.toResult(Clock.now());
    result.persistAndFlush();
    return result;
  }

  /// @throws Invalid naming each that names a golden dataset that is not there
  @Transactional
  RecordedResults recordAll(List<RegressionReport> reports) {
    var known = known(new HashSet<>(datasets(reports)));
    var errors = new ArrayList<Invalid.Field>();
    for (int i = 0; i < reports.size(); i++) {
      var dataset = reports.get(i).goldenDatasetId();
      if (dataset != null && !known.contains(dataset)) {
        errors.add(
            new Invalid.Field(
                "/%d/goldenDatasetId".formatted(i), "there is no such golden dataset"));
      }
    }
    if (!errors.isEmpty()) {
      throw new Invalid(errors);
    }
    var now = Clock.now();
    var results = reports.stream().map(report -> report.toResult(now)).toList();
    store(results);
    return new RecordedResults(results.size(), results.stream().map(result -> result.id).toList());
  }

  /// Stores new results: many with one line.
  @Transactional
  void store(List<RegressionTestResult> results) {
    if (results.size() == 1) {
      results.getFirst().persistAndFlush();
      return;
    }
    var author = Callers.current().author();
    var now = Clock.now();
    results.forEach(result -> result.asStored(author, now));
    changes.inTransaction(
        (ledger, connection) -> {
          var batch =
              ledger.prepareBatch(
                  "regression_test_result.batch_created", () -> changes.states(results));
          copy(connection, results);
          batch.write(connection);
        });
  }

  private static List<UUID> datasets(List<RegressionReport> reports) {
    return reports.stream()
        .map(RegressionReport::goldenDatasetId)
        .filter(Objects::nonNull)
        .toList();
  }

  /// Those of the golden datasets that are there.
  Set<UUID> known(Set<UUID> datasets) {
    return datasets.isEmpty()
        ? Set.of()
        : new HashSet<>(
            entityManager
                .createQuery("select d.id from GoldenDataset d where d.id in :ids", UUID.class)
                .setParameter("ids", datasets)
                .getResultList());
  }

  private static void copy(Connection connection, List<RegressionTestResult> results)
      throws SQLException {
    var rows = new CopyRows(COLUMNS);
    for (var result : results) {
      var by = result.createdBy;
      var at = result.createdAt;
      rows.row(
          result.id,
          0,
          at,
          by.issuer(),
          by.subject(),
          by.name(),
          at,
          by.issuer(),
          by.subject(),
          by.name(),
          ChangeCapture.json(result.metadata),
          result.personalSalt(),
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
    rows.copyInto(connection);
  }
}
