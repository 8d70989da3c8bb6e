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
import java.util.List;
import java.util.Map;

/// What is said of a new SLO.
///
/// @param target the least share that is good; of `error_rate` the largest share that is bad
/// @param period 30 days when not said
/// @param timeZone IANA name, in which calendar periods start; UTC when not said
/// @param thresholdMs what latency or age is still good; to the microsecond
/// @param source pushed when not said
/// @param goodQuery PromQL for good events; with `prometheus` only
/// @param totalQuery PromQL for all events; with `prometheus` only
@RegisterForReflection
public record SloDefinitionReport(
    @NotBlank @Size(max = 200) @Pattern(regexp = TIDY, message = TIDY_MESSAGE) String service,
    @NotBlank @Size(max = 200) @Pattern(regexp = TIDY, message = TIDY_MESSAGE) String name,
    @Size(max = 10_000) String description,
    @NotNull SloType sloType,
    @NotNull
        @DecimalMin(value = "0", inclusive = false)
        @DecimalMax(value = "1", inclusive = false)
        @Digits(integer = 1, fraction = 12)
        BigDecimal target,
    @Pattern(regexp = SloPeriod.WRITTEN) String period,
    @Size(max = 100) String timeZone,
    @DecimalMin(value = "0", inclusive = false)
        @DecimalMax("100000000000")
        @Digits(integer = 12, fraction = 3)
        BigDecimal thresholdMs,
    @NotBlank @Size(max = 300) String owner,
    @Size(max = 50) List<@NotBlank @Size(max = 100) String> tags,
    SloSource source,
    @Size(max = 10_000) String goodQuery,
    @Size(max = 10_000) String totalQuery,
    Map<String, Object> metadata) {

  static final String TIDY = "\\S(.*\\S)?";
  static final String TIDY_MESSAGE = "must have no space at either end";

  /// The same with another owner.
  public SloDefinitionReport ownedBy(String other) {
    return new SloDefinitionReport(
        service,
        name,
        description,
        sloType,
        target,
        period,
        timeZone,
        thresholdMs,
        other,
        tags,
        source,
        goodQuery,
        totalQuery,
        metadata);
  }

  /// The definition.
  ///
  /// @throws Invalid naming every field that contradicts another
  public SloDefinition toDefinition() {
    var definition = new SloDefinition(service, name, sloType);
    if (metadata != null) {
      definition.metadata = metadata;
    }
    new SloDefinitionEdit(
            description,
            target,
            period == null ? SloPeriod.P30D.written() : period,
            timeZone == null ? "UTC" : timeZone,
            thresholdMs,
            owner,
            tags == null ? List.of() : tags,
            source == null ? SloSource.PUSHED : source,
            goodQuery,
            totalQuery,
            definition.metadata,
            null)
        .applyTo(definition);
    return definition;
  }
}
