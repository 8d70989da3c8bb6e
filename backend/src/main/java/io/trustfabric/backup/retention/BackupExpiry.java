package io.trustfabric.backup.retention;

import io.trustfabric.web.NotASecret;
import jakarta.validation.constraints.Size;

/// A backup goes.
///
/// @param withDependents whether all that stands on it goes with it; only itself when not said
public record BackupExpiry(Boolean withDependents, @Size(max = 2_000) @NotASecret String reason) {}
