package io.trustfabric.backup.restores;

import io.trustfabric.record.Invalid;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PastOrPresent;
import java.time.Instant;
import java.util.ArrayList;

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

  /// @param startedAt when the restore began
  /// @param end when it ended
  /// @throws Invalid naming every instant that cannot be
  void checkOrder(Instant startedAt, Instant end) {
    var errors = new ArrayList<Invalid.Field>();
    if (usableAt.isBefore(startedAt)) {
      errors.add(new Invalid.Field("/usableAt", "must not be before it started, at " + startedAt));
    }
    if (end.isBefore(usableAt)) {
      errors.add(new Invalid.Field("/completedAt", "must not be before it was usable"));
    }
    if ((lostAt == null) != (newestRecoverableAt == null)) {
      errors.add(
          new Invalid.Field(
              lostAt == null ? "/lostAt" : "/newestRecoverableAt",
              "lostAt and newestRecoverableAt go together"));
    } else if (lostAt != null && newestRecoverableAt.isAfter(lostAt)) {
      errors.add(new Invalid.Field("/newestRecoverableAt", "must not be after lostAt"));
    }
    if (!errors.isEmpty()) {
      throw new Invalid(errors);
    }
  }
}
