package io.trustfabric.backup.policies;

import io.trustfabric.web.NotASecret;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/// A policy for a target that has none.
///
/// @param target what is backed up, as backups name it
/// @param owner who answers for it
/// @param tolerance how late a backup may be before it is told of; none when not said
/// @param rpo how much time's changes may be lost
/// @param rto how long it may be away
/// @param reason why; the second person reads it
public record BackupPolicyReport(
    @NotBlank
        @Size(max = 200)
        @Pattern(regexp = "\\S(.*\\S)?", message = "must have no space at either end")
        @NotASecret
        String target,
    @NotBlank @Size(max = 300) @NotASecret String owner,
    @NotNull @Valid BackupCadence cadence,
    Duration tolerance,
    @NotNull Duration rpo,
    @NotNull Duration rto,
    @NotNull @Valid BackupKeeping retention,
    @NotBlank @Size(max = 2_000) String reason,
    @NotASecret Map<String, Object> metadata) {

  BackupTerms terms() {
    return new BackupTerms(
        owner,
        cadence,
        Objects.requireNonNullElse(tolerance, Duration.ZERO),
        rpo,
        rto,
        retention,
        false);
  }
}
