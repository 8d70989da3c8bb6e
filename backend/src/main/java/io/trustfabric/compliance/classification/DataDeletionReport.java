package io.trustfabric.compliance.classification;

import io.trustfabric.record.Clock;
import io.trustfabric.record.Invalid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PastOrPresent;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/// What the system that holds the data has deleted.
///
/// @param deletedUpTo data from before this time is gone
/// @param performedAt when it was deleted; now when not said
/// @param recordsDeleted how much; 0 says that there was nothing to delete
/// @param proofReference where the proof lies
/// @param performedBy the system or person that deleted; the classification's system when not said
public record DataDeletionReport(
    @NotNull @PastOrPresent Instant deletedUpTo,
    @PastOrPresent Instant performedAt,
    @NotNull @PositiveOrZero Long recordsDeleted,
    @NotBlank @Size(max = 1_000) String proofReference,
    @Pattern(regexp = "[0-9a-f]{64}", message = "must be 64 lower-case hex digits")
        String proofSha256,
    @Size(max = 300) String performedBy,
    Map<String, Object> metadata) {

  /// @throws Invalid when more was deleted than there can have been by then
  DataDeletion toDeletion(UUID classificationId, String system) {
    var deletion = new DataDeletion(classificationId);
    deletion.deletedUpTo = deletedUpTo;
    deletion.performedAt = Objects.requireNonNullElseGet(performedAt, Clock::now);
    if (deletedUpTo.isAfter(deletion.performedAt)) {
      throw Invalid.field("/deletedUpTo", "must not be later than performedAt");
    }
    deletion.recordsDeleted = recordsDeleted;
    deletion.proofReference = proofReference;
    deletion.proofSha256 = proofSha256;
    deletion.performedBy = performedBy == null || performedBy.isBlank() ? system : performedBy;
    if (metadata != null) {
      deletion.metadata = metadata;
    }
    return deletion;
  }
}
