package io.trustfabric.trust.overview;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// Something that waits for people such as the caller.
///
/// @param count how many there are
/// @param dueAt the earliest time by which one has to be done; null where none has a time
/// @param link the request that answers with them
public record TrustTask(
    TrustTaskType task, Long count, @Schema(nullable = true) Instant dueAt, String link) {}
