package io.trustfabric.trust.gate;

import io.trustfabric.compliance.evidence.ServedControl;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/// What model versions shall have to show from now on, whole.
///
/// @param datasets golden datasets that a version must have answered
/// @param suites regression suites whose newest run must be whole and without a failure
/// @param driftRecency how long ago drift of a version may have been looked for last, PT1H to P366D
/// @param slos service level objectives that must have some of their error budget left; what they
///   are of are the services whose grave incidents hold releases up
/// @param evidence controls that must be covered by approved evidence in date
/// @param reason why; the second person reads it
public record GatePolicyReport(
    @NotNull @Size(min = 1, max = 50) List<@NotNull @Valid RequiredDataset> datasets,
    @NotNull @Size(min = 1, max = 50) List<@NotBlank @Size(max = 300) String> suites,
    @NotNull Duration driftRecency,
    @NotNull @Size(min = 1, max = 50) List<@NotNull UUID> slos,
    @NotNull @Size(min = 1, max = 100) List<@NotNull @Valid ServedControl> evidence,
    @NotBlank @Size(max = 2_000) String reason) {}
