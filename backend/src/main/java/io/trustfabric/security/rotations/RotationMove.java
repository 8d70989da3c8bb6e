package io.trustfabric.security.rotations;

import io.trustfabric.web.NotASecret;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PastOrPresent;
import jakarta.validation.constraints.Size;
import java.time.Instant;

/// How a rotation ended.
///
/// @param rotatedAt when the new secret was in use; now when not said
/// @param failureReason why it failed; required where it did
public record RotationMove(
    @NotNull RotationStatus status,
    @PastOrPresent Instant rotatedAt,
    @Size(max = 2_000) @NotASecret String failureReason) {}
