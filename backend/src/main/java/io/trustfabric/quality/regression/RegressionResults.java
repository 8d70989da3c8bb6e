package io.trustfabric.quality.regression;

import io.trustfabric.quality.datasets.TestedModels;
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
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/// Takes results in: one by one, or thousands at once past Hibernate, with one ledger line.
@ApplicationScoped
public class RegressionResults {

  private static final String COLUMNS =
      """
      regression_test_results (id, version, created_at, created_by_issuer, created_by_subject, created_by_name,
        updated_at, updated_by_issuer, updated_by_subject, updated_by_name, metadata, personal_salt, test_suite,
        test_name, run_id, status, execution_time_ms, failed_attempts, golden_dataset_id, model_id, expected, actual,
        error_message, environment, git_commit, executed_at)""";

  private static final String NO_DATASET = "there is no such golden dataset";
  private static final String NO_VERSION = "there is no such model version";

  private final ChangeCapture changes;
  private final TestedModels models;
  private final EntityManager entityManager;

  RegressionResults(ChangeCapture changes, TestedModels models, EntityManager entityManager) {
    this.changes = changes;
    this.models = models;
    this.entityManager = entityManager;
  }

  /// What became of many reports.
  ///
  /// @param ids of the results, in the reports' order
  public record RecordedResults(int received, List<UUID> ids) {}

  /// @throws Invalid when it names a golden dataset or a model version that is not there
  @Transactional
  RegressionTestResult record(RegressionReport report) {
    var errors = new ArrayList<Invalid.Field>();
    check(List.of(report), i -> "", errors);
    if (!errors.isEmpty()) {
      throw new Invalid(errors);
    }
    var result = report.toResult(Clock.now());
    result.persistAndFlush();
    return result;
  }

  /// Records what was checked.
  @Transactional
  RecordedResults recordAll(List<RegressionReport> reports) {
    var now = Clock.now();
    var results = reports.stream().map(report -> report.toResult(now)).toList();
    store(results);
    return new RecordedResults(results.size(), results.stream().map(result -> result.id).toList());
  }

  /// Names each that is of a golden dataset or a model version that is not there.
  void check(List<RegressionReport> reports, List<Invalid.Field> errors) {
    check(reports, i -> "/" + i, errors);
  }

  private void check(
      List<RegressionReport> reports, IntFunction<String> pointer, List<Invalid.Field> errors) {
    var datasets = known(ids(reports, RegressionReport::goldenDatasetId));
    var versions = models.registered(ids(reports, RegressionReport::modelId));
    for (int i = 0; i < reports.size(); i++) {
      var report = reports.get(i);
      if (isMissing(report.goldenDatasetId(), datasets)) {
        errors.add(new Invalid.Field(pointer.apply(i) + "/goldenDatasetId", NO_DATASET));
      }
      if (isMissing(report.modelId(), versions)) {
        errors.add(new Invalid.Field(pointer.apply(i) + "/modelId", NO_VERSION));
      }
    }
  }

  /// @throws Invalid when a whole report's golden dataset or model version is not there
  void checkRun(UUID dataset, UUID version) {
    var errors = new ArrayList<Invalid.Field>();
    if (dataset != null && known(Set.of(dataset)).isEmpty()) {
      errors.add(new Invalid.Field("?goldenDatasetId", NO_DATASET));
    }
    if (version != null && !models.isRegistered(version)) {
      errors.add(new Invalid.Field("?modelId", NO_VERSION));
    }
    if (!errors.isEmpty()) {
      throw new Invalid(errors);
    }
  }

  private static boolean isMissing(UUID id, Set<UUID> there) {
    return id != null && !there.contains(id);
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

  private static Set<UUID> ids(
      List<RegressionReport> reports, Function<RegressionReport, UUID> named) {
    return reports.stream().map(named).filter(Objects::nonNull).collect(Collectors.toSet());
  }

  /// Those of the golden datasets that are there.
  private Set<UUID> known(Set<UUID> datasets) {
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
