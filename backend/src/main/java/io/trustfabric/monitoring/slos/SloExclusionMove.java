package io.trustfabric.monitoring.slos;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/// Where an exclusion goes. An approved one can be revoked; whether it is approved a second person
/// decides under `/api/approvals`.
///
/// @param reason why
public record SloExclusionMove(
    @NotNull ExclusionStatus status, @NotBlank @Size(max = 2_000) String reason) {}
