package io.trustfabric.monitoring.slos;

import io.trustfabric.record.Author;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// An exclusion as clients see it.
///
/// @param status only an approved one counts
/// @param nextStatuses where it may go from here by this API; a second person decides elsewhere
public record SloExclusionView(
    UUID id,
    Long version,
    Instant createdAt,
    Author createdBy,
    Instant updatedAt,
    Author updatedBy,
    UUID sloId,
    Instant startsAt,
    Instant endsAt,
    String reason,
    ExclusionStatus status,
    List<ExclusionStatus> nextStatuses) {

  static SloExclusionView of(SloExclusion exclusion) {
    return new SloExclusionView(
        exclusion.id,
        exclusion.version,
        exclusion.createdAt,
        exclusion.createdBy,
        exclusion.updatedAt,
        exclusion.updatedBy,
        exclusion.sloId,
        exclusion.startsAt,
        exclusion.endsAt,
        exclusion.reason,
        exclusion.status(),
        exclusion.status() == ExclusionStatus.APPROVED
            ? List.of(ExclusionStatus.REVOKED)
            : List.of());
  }
}
