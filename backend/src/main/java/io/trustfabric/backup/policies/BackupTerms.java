package io.trustfabric.backup.policies;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.trustfabric.backup.backups.BackupType;
import io.trustfabric.record.Invalid;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What a policy says: what two people agree on.
///
/// @param retired whether it no longer holds
@RegisterForReflection
public record BackupTerms(
    String owner,
    BackupCadence cadence,
    Duration tolerance,
    Duration rpo,
    Duration rto,
    BackupKeeping retention,
    boolean retired) {

  private static final Duration LONGEST = Duration.ofDays(3_650);

  /// @throws Invalid naming every field that cannot be
  void check() {
    var errors = new ArrayList<Invalid.Field>();
    for (var type : BackupType.values()) {
      bounded(
          "/cadence/" + type.name().toLowerCase(Locale.ROOT),
          cadence.of(type),
          Duration.ofSeconds(1),
          errors);
    }
    bounded("/tolerance", tolerance, Duration.ZERO, errors);
    bounded("/rpo", rpo, Duration.ofSeconds(1), errors);
    bounded("/rto", rto, Duration.ofSeconds(1), errors);
    if (cadence.full() == null && cadence.incremental() == null && cadence.differential() == null) {
      errors.add(new Invalid.Field("/cadence", "must have one of full, incremental, differential"));
    }
    if (retention.days() == null && retention.fulls() == null) {
      errors.add(new Invalid.Field("/retention", "must have one of days and fulls"));
    }
    if (!errors.isEmpty()) {
      throw new Invalid(errors);
    }
  }

  private static void bounded(
      String pointer, Duration duration, Duration least, List<Invalid.Field> errors) {
    if (duration != null
        && (duration.compareTo(least) < 0
            || duration.compareTo(LONGEST) > 0
            || duration.getNano() != 0)) {
      errors.add(
          new Invalid.Field(pointer, "must be whole seconds, from %s to P3650D".formatted(least)));
    }
  }
}
