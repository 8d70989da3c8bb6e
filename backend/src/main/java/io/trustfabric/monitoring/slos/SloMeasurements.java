package io.trustfabric.monitoring.slos;

import io.trustfabric.monitoring.budget.Decimals;
import io.trustfabric.monitoring.budget.Objective;
import io.trustfabric.record.Callers;
import io.trustfabric.record.ChangeCapture;
import io.trustfabric.record.Clock;
import io.trustfabric.record.Conflict;
import io.trustfabric.record.CopyRows;
import io.trustfabric.record.Invalid;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/// Takes measurements in: one by one, or thousands at once past Hibernate with one ledger line. In
/// the same transaction it is seen which alerts start or end by them.
@ApplicationScoped
public class SloMeasurements {

  private static final String COLUMNS =
      """
      slo_tracking (id, version, created_at, created_by_issuer, created_by_subject, created_by_name, updated_at,
        updated_by_issuer, updated_by_subject, updated_by_name, metadata, personal_salt, slo_id, service, slo_name,
        slo_type, target, window_start, window_end, measured_by, good_events, total_events, measured_ratio,
        recorded_sli, recorded_error_budget, recorded_burn_rate, recorded_status)""";

  private final ChangeCapture changes;
  private final MeasuredSlos slos;
  private final Overlaps overlaps;
  private final SloFigures figures;
  private final SloAlerts alerts;

  SloMeasurements(
      ChangeCapture changes,
      MeasuredSlos slos,
      Overlaps overlaps,
      SloFigures figures,
      SloAlerts alerts) {
    this.changes = changes;
    this.slos = slos;
    this.overlaps = overlaps;
    this.figures = figures;
    this.alerts = alerts;
  }

  /// What became of many reports.
  ///
  /// @param ids of the measurements, in the reports' order
  /// @param sloIds the SLOs they are about, each once
  public record RecordedMeasurements(int received, List<UUID> ids, List<UUID> sloIds) {}

  /// @throws Invalid naming what contradicts itself or the SLO
  /// @throws Conflict when its window overlaps another, or the SLO is retired
  @Transactional
  public SloMeasurement record(MeasurementReport report) {
    var measurement = take(List.of(report), false).getFirst();
    measurement.persistAndFlush();
    return measurement;
  }

  /// @throws Invalid naming every report that contradicts itself, its SLO or another report
  /// @throws Conflict when a window overlaps one that was measured already, or an SLO is retired
  @Transactional
  public RecordedMeasurements recordAll(List<MeasurementReport> reports) {
    var measurements = take(reports, true);
    if (measurements.size() == 1) {
      measurements.getFirst().persistAndFlush();
    } else {
      store(measurements);
    }
    return new RecordedMeasurements(
        measurements.size(),
        measurements.stream().map(measurement -> measurement.id).toList(),
        List.copyOf(
            measurements.stream()
                .map(measurement -> measurement.sloId)
                .collect(Collectors.toCollection(LinkedHashSet::new))));
  }

  private List<SloMeasurement> take(List<MeasurementReport> reports, boolean many) {
    var definitions = slos.of(reports, i -> many ? "/" + i : "");
    var measurements = new ArrayList<SloMeasurement>();
    for (int i = 0; i < reports.size(); i++) {
      measurements.add(reports.get(i).toMeasurement(definitions.get(i)));
    }
    overlaps.refuse(measurements);
    var bySlo = measurements.stream().collect(Collectors.groupingBy(m -> m.sloId));
    var readings = figures.read(new LinkedHashSet<>(definitions), Clock.now(), bySlo);
    measurements.forEach(m -> m.asRecorded = asRecorded(m, readings.get(m.sloId)));
    alerts.follow(readings.values());
    return measurements;
  }

  private static AsRecorded asRecorded(SloMeasurement measurement, SloReading slo) {
    var amount = measurement.amount();
    var objective = new Objective(slo.definition().objective());
    return new AsRecorded(
        Decimals.shown(amount.sli()),
        Decimals.shown(slo.budget().remaining()),
        Decimals.shown(objective.burnRate(amount)),
        slo.status());
  }

  private void store(List<SloMeasurement> measurements) {
    var author = Callers.current().author();
    var now = Clock.now();
    measurements.forEach(measurement -> measurement.asStored(author, now));
    changes.inTransaction(
        (ledger, connection) -> {
          var batch =
              ledger.prepareBatch(
                  "slo_measurement.batch_created", () -> changes.states(measurements));
          copy(connection, measurements);
          batch.write(connection);
        });
  }

  private static void copy(Connection connection, List<SloMeasurement> measurements)
      throws SQLException {
    var rows = new CopyRows(COLUMNS);
    for (var measurement : measurements) {
      var by = measurement.createdBy;
      var at = measurement.createdAt;
      rows.row(
          measurement.id,
          0,
          at,
          by.issuer(),
          by.subject(),
          by.name(),
          at,
          by.issuer(),
          by.subject(),
          by.name(),
          ChangeCapture.json(measurement.metadata),
          measurement.personalSalt(),
          measurement.sloId,
          measurement.service,
          measurement.sloName,
          measurement.sloType,
          measurement.target,
          measurement.windowStart,
          measurement.windowEnd,
          measurement.measuredBy,
          measurement.goodEvents,
          measurement.totalEvents,
          measurement.measuredRatio,
          measurement.asRecorded.sli(),
          measurement.asRecorded.errorBudget(),
          measurement.asRecorded.burnRate(),
          measurement.asRecorded.status());
    }
    rows.copyInto(connection);
  }
}
