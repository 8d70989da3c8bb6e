package io.trustfabric.monitoring.slos;

import java.util.List;
import java.util.UUID;

/// How an SLO stands, what is left out of it, and what nobody measured.
///
/// @param exclusions approved ones that reach into the period so far
/// @param gaps what was not measured of the period so far
public record SloStatusView(
    UUID sloId, SloStanding standing, List<SloExclusionView> exclusions, SloGaps gaps) {}
