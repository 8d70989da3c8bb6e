package io.trustfabric.monitoring.slos;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.trustfabric.monitoring.budget.SloPeriod;
import io.trustfabric.record.Invalid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// The part of an SLO that may change. A new target or period changes all figures, also of the
/// past: what they were is in each measurement's `asRecorded` and in the ledger.
///
/// @param reason why, where there is something to say
@RegisterForReflection
public record SloDefinitionEdit(
    @Schema(nullable = true) @Size(max = 10_000) String description,
    @NotNull
        @DecimalMin(value = "0", inclusive = false)
        @DecimalMax(value = "1", inclusive = false)
        @Digits(integer = 1, fraction = 12)
        BigDecimal target,
    @NotNull @Pattern(regexp = SloPeriod.WRITTEN) String period,
    @NotNull @Size(max = 100) String timeZone,
    @Schema(nullable = true)
        @DecimalMin(value = "0", inclusive = false)
        @DecimalMax("100000000000")
        @Digits(integer = 12, fraction = 3)
        BigDecimal thresholdMs,
    @NotBlank @Size(max = 300) String owner,
    @NotNull @Size(max = 50) List<@NotBlank @Size(max = 100) String> tags,
    @NotNull SloSource source,
    @Schema(nullable = true) @Size(max = 10_000) String goodQuery,
    @Schema(nullable = true) @Size(max = 10_000) String totalQuery,
    @NotNull Map<String, Object> metadata,
    @Size(max = 2_000) String reason) {

  static SloDefinitionEdit of(SloDefinition definition) {
    return new SloDefinitionEdit(
        definition.description,
        definition.target.stripTrailingZeros(),
        definition.period.written(),
        definition.timeZone,
        definition.thresholdMs,
        definition.owner,
        definition.tags,
        definition.source,
        definition.goodQuery,
        definition.totalQuery,
        definition.metadata,
        null);
  }

  /// @throws Invalid naming every field that contradicts another
  void applyTo(SloDefinition definition) {
    var errors = new ArrayList<Invalid.Field>();
    if (!ZoneId.getAvailableZoneIds().contains(timeZone)) {
      errors.add(new Invalid.Field("/timeZone", "must be an IANA time zone such as Europe/Paris"));
    }
    if (thresholdMs != null && !definition.sloType.hasThreshold()) {
      errors.add(new Invalid.Field("/thresholdMs", "goes with latency and freshness"));
    }
    check("/goodQuery", goodQuery, errors);
    check("/totalQuery", totalQuery, errors);
    if (!errors.isEmpty()) {
      throw new Invalid(errors);
    }
    definition.editedBecause(reason);
    definition.description = description;
    definition.target = target;
    definition.period = SloPeriod.of(period);
    definition.timeZone = timeZone;
    definition.thresholdMs = thresholdMs;
    definition.owner = owner;
    definition.tags = tags.stream().distinct().toList();
    definition.source = source;
    definition.goodQuery = goodQuery;
    definition.totalQuery = totalQuery;
    definition.metadata = metadata;
  }

  private void check(String pointer, String query, List<Invalid.Field> errors) {
    if (source == SloSource.PROMETHEUS && (query == null || query.isBlank())) {
      errors.add(new Invalid.Field(pointer, "is required where the source is prometheus"));
    }
    var fault =
        source != SloSource.PROMETHEUS || query == null || query.isBlank()
            ? null
            : new CountQuery(query).fault();
    if (fault != null) {
      errors.add(new Invalid.Field(pointer, fault));
    }
    if (source == SloSource.PUSHED && query != null) {
      errors.add(new Invalid.Field(pointer, "goes with the source prometheus"));
    }
  }
}
