package io.trustfabric.security.incidents;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/// A step of an action item to another status.
///
/// @param reason why; required to give it up and to take it up again
public record ActionItemMove(@NotNull ActionItemStatus status, @Size(max = 2_000) String reason) {}
