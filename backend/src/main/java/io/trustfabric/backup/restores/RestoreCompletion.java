package io.trustfabric.backup.restores;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PastOrPresent;
import java.time.Instant;

/// A restore that came to an end with a system one can use.
///
/// @param usableAt since when one can
/// @param completedAt when the checks were done; now when not said
/// @param lostAt when what was backed up was lost, or would have been
/// @param newestRecoverableAt commit time of the newest row that the archive gave back; goes with
///   `lostAt`
/// @param checks what was seen; none was run when not said
public record RestoreCompletion(
    @NotNull @PastOrPresent Instant usableAt,
    @PastOrPresent Instant completedAt,
    @PastOrPresent Instant lostAt,
    @PastOrPresent Instant newestRecoverableAt,
    @Valid RestoreChecks checks) {

  RestoreChecks checksOrNone() {
    return checks == null ? RestoreChecks.NONE : checks;
  }
}
