package io.trustfabric.trust.gate;

import io.trustfabric.compliance.evidence.ServedControl;
import io.trustfabric.record.Author;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// A version of the policy as clients see it.
///
/// @param number counts what was ever in force; null for what never was
/// @param basedOn the number that was in force when it was proposed; 0 for none
public record GatePolicyView(
    UUID id,
    Long version,
    Instant createdAt,
    Author createdBy,
    Instant updatedAt,
    Author updatedBy,
    GatePolicyStatus status,
    @Schema(nullable = true) Long number,
    Long basedOn,
    List<RequiredDataset> datasets,
    List<String> suites,
    Duration driftRecency,
    List<UUID> slos,
    List<ServedControl> evidence,
    String reason,
    @Schema(nullable = true) Instant inForceAt,
    @Schema(nullable = true) Instant supersededAt) {

  static GatePolicyView of(GatePolicy policy) {
    return new GatePolicyView(
        policy.id,
        policy.version,
        policy.createdAt,
        policy.createdBy,
        policy.updatedAt,
        policy.updatedBy,
        policy.status(),
        policy.number(),
        policy.basedOn(),
        policy.datasets(),
        policy.suites,
        policy.driftRecency(),
        policy.sloIds,
        policy.controls.stream().map(ServedControl::of).toList(),
        policy.reason,
        policy.inForceAt(),
        policy.supersededAt());
  }
}
