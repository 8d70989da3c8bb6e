package io.trustfabric.compliance.classification;

import io.trustfabric.record.Clock;
import io.trustfabric.record.Invalid;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// Data that has reached its age or soon will, the longest overdue first.
///
/// @param within how far ahead is looked
/// @param overdue how many are past their age
/// @param total how many are past it or will be within that time; at most 1,000 of them are in
///   `items`
public record RetentionDue(
    Instant asOf, Duration within, Long overdue, Long total, List<DueDeletion> items) {

  private static final int MOST = 1_000;
  private static final Duration LONGEST = Duration.ofDays(3_650);

  /// One asset.
  ///
  /// @param deleteUpTo data from before this time has to be gone today: now less `retentionDays`
  /// @param oldestFrom its oldest data can be from this time: `holdsDataSince`, or the newest
  ///   `deletedUpTo` of its deletions where that is later
  /// @param dueAt `oldestFrom` plus `retentionDays`
  public record DueDeletion(
      UUID classificationId,
      String dataAsset,
      String system,
      DataType dataType,
      String owner,
      Boolean autoDelete,
      Integer retentionDays,
      Instant deleteUpTo,
      Instant oldestFrom,
      @Schema(nullable = true) Instant deletedUpTo,
      Instant dueAt,
      Boolean overdue) {}

  /// @param within an ISO 8601 duration; 0 when null
  /// @throws Invalid when it is none, negative, or longer than ten years
  static RetentionDue of(String within) {
    var ahead = ahead(within);
    var now = Clock.now();
    var until = now.plus(ahead);
    var rows =
        DataClassification.<DataClassification>find(
                "retentionDueAt < ?1 order by retentionDueAt, id", until)
            .page(0, MOST)
            .list();
    return new RetentionDue(
        now,
        ahead,
        DataClassification.count("retentionDueAt < ?1", now),
        DataClassification.count("retentionDueAt < ?1", until),
        rows.stream().map(data -> row(data, now)).toList());
  }

  private static DueDeletion row(DataClassification data, Instant now) {
    var age = Duration.ofDays(data.retentionDays);
    return new DueDeletion(
        data.id,
        data.dataAsset,
        data.system,
        data.dataType,
        data.owner,
        data.autoDelete,
        data.retentionDays,
        now.minus(age),
        data.retentionDueAt().minus(age),
        data.deletedUpTo(),
        data.retentionDueAt(),
        data.retentionDueAt().isBefore(now));
  }

  private static Duration ahead(String within) {
    try {
      var ahead = within == null ? Duration.ZERO : Duration.parse(within);
      if (!ahead.isNegative() && ahead.compareTo(LONGEST) <= 0) {
        return ahead;
      }
    } catch (DateTimeException e) {
      // refused below like one that is too long
    }
    throw Invalid.field("?within", "must be an ISO 8601 duration up to P3650D, such as P14D");
  }
}
