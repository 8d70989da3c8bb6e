package io.trustfabric.chaos.experiments;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PastOrPresent;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// Something an experiment did.
@RegisterForReflection
public record ChaosActivity(
    @NotBlank @Size(max = 200) String name,
    @NotNull ActivityRole role,
    @NotNull ActivityEnd end,
    @Schema(nullable = true) @PastOrPresent Instant startedAt,
    @Schema(nullable = true) @PastOrPresent Instant endedAt) {}
