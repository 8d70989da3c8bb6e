package io.trustfabric.monitoring.slos;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// How far the measurements of an SLO are pulled from Prometheus.
///
/// @param pulledUntil where the next window starts
/// @param succeededAt when windows were last taken; null when never
/// @param failedAt when something last stood in the way; over when `succeededAt` is later
/// @param failure what it was
public record SloPull(
    Instant pulledUntil,
    @Schema(nullable = true) Instant succeededAt,
    @Schema(nullable = true) Instant failedAt,
    @Schema(nullable = true) String failure) {}
