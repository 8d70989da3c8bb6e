package io.trustfabric.monitoring.slos;

import io.trustfabric.record.Author;
import io.trustfabric.web.BesideRecord;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// An SLO as clients see it.
///
/// @param target the least share that is good; of `error_rate` the largest share that is bad
/// @param objective the share that has to be good: the target, or 1 minus it for `error_rate`
/// @param timeZone in which calendar periods start; plays no part in rolling ones
/// @param lifecycle whether it is kept track of
/// @param nextLifecycles where it may go from here
/// @param measuredBy what its measurements count; null before the first
/// @param standing how it stands now
public record SloDefinitionView(
    UUID id,
    Long version,
    Instant createdAt,
    Author createdBy,
    Instant updatedAt,
    Author updatedBy,
    Map<String, Object> metadata,
    String service,
    String name,
    @Schema(nullable = true) String description,
    SloType sloType,
    BigDecimal target,
    BigDecimal objective,
    String period,
    String timeZone,
    @Schema(nullable = true) BigDecimal thresholdMs,
    String owner,
    List<String> tags,
    SloSource source,
    @Schema(nullable = true) String goodQuery,
    @Schema(nullable = true) String totalQuery,
    SloLifecycle lifecycle,
    List<SloLifecycle> nextLifecycles,
    @Schema(nullable = true) Instant retiredAt,
    @Schema(nullable = true) MeasuredBy measuredBy,
    @BesideRecord SloStanding standing) {

  static SloDefinitionView of(SloReading reading) {
    var definition = reading.definition();
    return new SloDefinitionView(
        definition.id,
        definition.version,
        definition.createdAt,
        definition.createdBy,
        definition.updatedAt,
        definition.updatedBy,
        definition.metadata,
        definition.service,
        definition.name,
        definition.description,
        definition.sloType,
        definition.target.stripTrailingZeros(),
        definition.objective().stripTrailingZeros(),
        definition.period.written(),
        definition.timeZone,
        definition.thresholdMs,
        definition.owner,
        definition.tags,
        definition.source,
        definition.goodQuery,
        definition.totalQuery,
        definition.lifecycle(),
        definition.lifecycle().next().stream().sorted().toList(),
        definition.retiredAt(),
        definition.measuredBy(),
        SloStanding.of(reading));
  }
}
