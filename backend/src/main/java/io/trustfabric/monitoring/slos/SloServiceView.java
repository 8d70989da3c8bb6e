package io.trustfabric.monitoring.slos;

import io.trustfabric.monitoring.budget.SloStatus;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// A service with how its SLOs stand, retired ones left out.
///
/// @param slos how many it has
/// @param worstStatus the worst among them; null where all are retired
/// @param lowestRemaining the least that is left of a budget; null where nothing was measured
/// @param firing how many alert pairs fire
/// @param standings each with its status and budget, the worst first; at most 100
public record SloServiceView(
    String service,
    Long slos,
    @Schema(nullable = true) SloStatus worstStatus,
    @Schema(nullable = true) BigDecimal lowestRemaining,
    Long firing,
    List<SloInBrief> standings) {

  /// One SLO of a service.
  public record SloInBrief(
      UUID sloId,
      String name,
      SloType sloType,
      SloStatus status,
      @Schema(nullable = true) BigDecimal remaining,
      @Schema(nullable = true) BigDecimal remainingWithoutExclusions,
      @Schema(nullable = true) BigDecimal burnRate,
      Long firing) {}
}
