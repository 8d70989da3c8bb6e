package io.trustfabric.monitoring.slos;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.trustfabric.monitoring.budget.SloStatus;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.math.BigDecimal;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// The figures as they were when a measurement arrived; those of today are the definition's.
///
/// @param sli the share that was good in the measurement's window; null when there was nothing
/// @param errorBudget what was left of the SLO's budget, this measurement included
/// @param burnRate how fast the window used the budget up: 1 uses all of it in one period
/// @param status the SLO's, this measurement included
@Embeddable
@RegisterForReflection
public record AsRecorded(
    @Schema(nullable = true) BigDecimal sli,
    @Schema(nullable = true) BigDecimal errorBudget,
    @Schema(nullable = true) BigDecimal burnRate,
    @Enumerated(EnumType.STRING) SloStatus status) {}
