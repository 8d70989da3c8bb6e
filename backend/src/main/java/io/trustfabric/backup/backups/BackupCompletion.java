package io.trustfabric.backup.backups;

import io.trustfabric.web.NotASecret;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PastOrPresent;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;

/// A backup that ended well.
///
/// @param completedAt now when not said
/// @param sizeBytes what it takes where it lies
/// @param location where it lies; required where it was not known at its start
/// @param checksum of what lies there, with its algorithm
/// @param retentionUntil until when it must be kept, whatever the policy says; as said at its start
///   when not said
public record BackupCompletion(
    @PastOrPresent Instant completedAt,
    @NotNull @Min(0) @Max(1L << 53) Long sizeBytes,
    @Size(max = 1_000)
        @Pattern(regexp = BackupReport.LOCATION, message = BackupReport.LOCATION_SAID)
        @NotASecret
        String location,
    @NotNull
        @Pattern(
            regexp = "sha256:[0-9a-f]{64}|sha384:[0-9a-f]{96}|sha512:[0-9a-f]{128}",
            message = "must be sha256:, sha384: or sha512: and the digest in lower-case hex")
        String checksum,
    Instant retentionUntil) {}
