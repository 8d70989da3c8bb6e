package io.trustfabric.backup.policies;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.trustfabric.backup.backups.BackupType;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// How much time lies between two backups of a type at most; none of a type that is not made.
@RegisterForReflection
public record BackupCadence(
    @Schema(nullable = true) Duration full,
    @Schema(nullable = true) Duration incremental,
    @Schema(nullable = true) Duration differential) {

  /// The time of one type; null where it is not made.
  public Duration of(BackupType type) {
    return switch (type) {
      case FULL -> full;
      case INCREMENTAL -> incremental;
      case DIFFERENTIAL -> differential;
    };
  }
}
