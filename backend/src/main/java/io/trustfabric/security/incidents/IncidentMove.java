package io.trustfabric.security.incidents;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PastOrPresent;
import jakarta.validation.constraints.Size;
import java.time.Instant;

/// A step to another status.
///
/// @param at when it was taken, where that was not just now
/// @param reason why; required to reopen, kept whenever given
public record IncidentMove(
    @NotNull IncidentStatus status, @PastOrPresent Instant at, @Size(max = 2_000) String reason) {}
