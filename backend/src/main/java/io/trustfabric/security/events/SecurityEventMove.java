package io.trustfabric.security.events;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/// A step to another status.
///
/// @param reason why; required to take work up again, kept whenever given
/// @param resolution how it ended
public record SecurityEventMove(
    @NotNull SecurityEventStatus status,
    @Size(max = 2_000) String reason,
    @Size(max = 10_000) String resolution) {}
