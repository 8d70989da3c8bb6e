package io.trustfabric.monitoring.slos;

import io.trustfabric.monitoring.budget.Decimals;
import io.trustfabric.record.Author;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// A measurement as clients see it.
///
/// @param target the SLO's when this arrived
/// @param measuredRatio instead of counts: what was good, for `error_rate` what was bad
/// @param asRecorded the figures when this arrived; those of today are the definition's
public record SloMeasurementView(
    UUID id,
    Long version,
    Instant createdAt,
    Author createdBy,
    Instant updatedAt,
    Author updatedBy,
    Map<String, Object> metadata,
    UUID sloId,
    String service,
    String sloName,
    SloType sloType,
    BigDecimal target,
    Instant windowStart,
    Instant windowEnd,
    MeasuredBy measuredBy,
    @Schema(nullable = true) BigDecimal goodEvents,
    @Schema(nullable = true) BigDecimal totalEvents,
    @Schema(nullable = true) BigDecimal measuredRatio,
    AsRecorded asRecorded) {

  public static SloMeasurementView of(SloMeasurement measurement) {
    var recorded = measurement.asRecorded;
    return new SloMeasurementView(
        measurement.id,
        measurement.version,
        measurement.createdAt,
        measurement.createdBy,
        measurement.updatedAt,
        measurement.updatedBy,
        measurement.metadata,
        measurement.sloId,
        measurement.service,
        measurement.sloName,
        measurement.sloType,
        Decimals.shown(measurement.target),
        measurement.windowStart,
        measurement.windowEnd,
        measurement.measuredBy,
        Decimals.shown(measurement.goodEvents),
        Decimals.shown(measurement.totalEvents),
        measurement.measuredRatio == null ? null : Decimals.plain(measurement.measuredRatio),
        new AsRecorded(
            Decimals.shown(recorded.sli()),
            Decimals.shown(recorded.errorBudget()),
            Decimals.shown(recorded.burnRate()),
            recorded.status()));
  }
}
