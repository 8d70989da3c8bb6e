package io.trustfabric.backup.restores;

import jakarta.validation.constraints.PastOrPresent;
import java.time.Instant;

/// A restore begins.
///
/// @param startedAt now when not said
public record RestoreStart(@PastOrPresent Instant startedAt) {}
