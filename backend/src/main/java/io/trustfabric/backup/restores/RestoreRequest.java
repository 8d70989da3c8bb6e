package io.trustfabric.backup.restores;

import io.trustfabric.web.NotASecret;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.PastOrPresent;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.Map;

/// A backup is to be restored.
///
/// @param purpose a drill when not said
/// @param targetEnvironment where to
/// @param requestedAt when it was asked for, from which the time until it is usable counts; now
///   when not said
public record RestoreRequest(
    RestorePurpose purpose,
    @NotBlank
        @Size(max = 200)
        @Pattern(regexp = "\\S(.*\\S)?", message = "must have no space at either end")
        @NotASecret
        String targetEnvironment,
    @PastOrPresent Instant requestedAt,
    @Size(max = 2_000) @NotASecret String reason,
    @NotASecret Map<String, Object> metadata) {}
