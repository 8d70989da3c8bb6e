package io.trustfabric.monitoring.slos;

import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// How an SLO stands, what is left out of it, and what nobody measured.
///
/// @param exclusions approved ones that reach into the period so far
/// @param gaps what was not measured of the period so far
/// @param pull how far its measurements are pulled from Prometheus; null where they are pushed, or
///   none was yet
public record SloStatusView(
    UUID sloId,
    SloStanding standing,
    List<SloExclusionView> exclusions,
    SloGaps gaps,
    @Schema(nullable = true) SloPull pull) {}
