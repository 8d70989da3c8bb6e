package io.trustfabric.backup.backups;

import io.trustfabric.web.NotASecret;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.PastOrPresent;
import jakarta.validation.constraints.Size;
import java.time.Instant;

/// A backup that ended badly.
///
/// @param completedAt when it ended; now when not said
public record BackupFailure(
    @PastOrPresent Instant completedAt,
    @NotBlank @Size(max = 2_000) @NotASecret String failureReason) {}
