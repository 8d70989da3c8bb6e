package io.trustfabric.backup.policies;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// What is kept: what either of the two keeps.
///
/// @param days any moment of so many days can be gone back to
/// @param fulls so many of the newest fulls, with all that stands on them
@RegisterForReflection
public record BackupKeeping(
    @Schema(nullable = true) @Min(1) @Max(36_500) Integer days,
    @Schema(nullable = true) @Min(1) @Max(10_000) Integer fulls) {}
