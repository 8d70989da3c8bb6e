package io.trustfabric.backup.restores;

import io.trustfabric.web.NotASecret;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.PastOrPresent;
import jakarta.validation.constraints.Size;
import java.time.Instant;

/// A restore that came to nothing.
///
/// @param completedAt when it ended; now when not said
public record RestoreFailure(
    @PastOrPresent Instant completedAt,
    @NotBlank @Size(max = 2_000) @NotASecret String failureReason) {}
