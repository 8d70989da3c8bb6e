package io.trustfabric.compliance.classification;

import io.trustfabric.record.Clock;
import java.time.Instant;
import java.util.List;

/// How much classified data there is, by where it has to stay, how sensitive it is, and of what
/// kind.
///
/// @param total how many assets are classified
/// @param retentionDue how many of them hold data past its age
/// @param cells those that hold at least one asset
public record DataClassificationSummary(
    Instant asOf, Long total, Long retentionDue, List<ClassificationCell> cells) {

  /// The assets of one residency, sensitivity and kind of data.
  ///
  /// @param assets how many there are
  /// @param retentionDue how many of them hold data past its age
  public record ClassificationCell(
      Residency residency,
      Sensitivity sensitivity,
      DataType dataType,
      Long assets,
      Long retentionDue) {}

  /// As things are now: one read of all classifications, counted by the database.
  static DataClassificationSummary now() {
    var now = Clock.now();
    var cells =
        DataClassification.getEntityManager()
            .createQuery(
                """
                select d.residency, d.sensitivity, d.dataType, count(*),
                  sum(case when d.retentionDueAt < ?1 then 1 else 0 end)
                from DataClassification d group by d.residency, d.sensitivity, d.dataType
                order by d.residency, d.sensitivity, d.dataType""",
                ClassificationCell.class)
            .setParameter(1, now)
            .getResultList();
    return new DataClassificationSummary(
        now,
        cells.stream().mapToLong(ClassificationCell::assets).sum(),
        cells.stream().mapToLong(ClassificationCell::retentionDue).sum(),
        cells);
  }
}
