package io.trustfabric.monitoring.slos;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.trustfabric.monitoring.budget.SloPeriod;
import io.trustfabric.monitoring.budget.Span;
import io.trustfabric.record.Invalid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PastOrPresent;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/// What was measured of an SLO over `windowStart <= t < windowEnd`. The SLO is named by `sloId`, or
/// by `service` and `sloName`; one that is not known yet is defined by the other fields, of which
/// `sloType` and `target` are then required. Where it is known they may be left out, and must not
/// contradict it.
///
/// @param target as in the definition: for `error_rate` the largest share that may be bad
/// @param windowEnd may run at most five minutes ahead of our clock
/// @param goodEvents kept to nine decimals
/// @param totalEvents kept to nine decimals; goes with `goodEvents`
/// @param measuredRatio instead of counts, kept to 18 decimals: the share of the window that was
///   good, for `error_rate` the share that was bad
@RegisterForReflection
public record MeasurementReport(
    UUID sloId,
    @Size(max = 200) @Pattern(regexp = TIDY, message = TIDY_MESSAGE) String service,
    @Size(max = 200) @Pattern(regexp = TIDY, message = TIDY_MESSAGE) String sloName,
    SloType sloType,
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
    @Size(max = 300) @Pattern(regexp = TIDY, message = TIDY_MESSAGE) String owner,
    @NotNull Instant windowStart,
    @NotNull @PastOrPresent Instant windowEnd,
    @DecimalMin("0") @DecimalMax("1000000000000000") BigDecimal goodEvents,
    @DecimalMin("0") @DecimalMax("1000000000000000") BigDecimal totalEvents,
    @DecimalMin("0") @DecimalMax("1") BigDecimal measuredRatio,
    Map<String, Object> metadata) {

  private static final String TIDY = SloDefinitionReport.TIDY;
  private static final String TIDY_MESSAGE = SloDefinitionReport.TIDY_MESSAGE;

  /// Counts that come from rates may be a little off: so much more good than there is counts as all
  /// being good.
  private static final BigDecimal NOISE = new BigDecimal("0.000001");

  private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
  private static final Duration SHORTEST = Duration.ofSeconds(1);

  /// Adds what contradicts itself.
  void check(String at, List<Invalid.Field> errors) {
    if (sloId == null && (service == null || sloName == null)) {
      errors.add(
          new Invalid.Field(at + "/sloId", "is required, or service and sloName instead of it"));
    }
    if (windowStart.isBefore(EARLIEST)) {
      errors.add(new Invalid.Field(at + "/windowStart", "must not be before the year 2000"));
    } else if (windowEnd.isBefore(windowStart.plus(SHORTEST))) {
      errors.add(
          new Invalid.Field(at + "/windowEnd", "must be at least a second after windowStart"));
    }
    if (measuredRatio == null) {
      checkCounts(at, errors);
    } else if (goodEvents != null || totalEvents != null) {
      errors.add(
          new Invalid.Field(at + "/measuredRatio", "goes without goodEvents and totalEvents"));
    }
  }

  private void checkCounts(String at, List<Invalid.Field> errors) {
    if (goodEvents == null) {
      errors.add(new Invalid.Field(at + "/goodEvents", "is required, or measuredRatio"));
    }
    if (totalEvents == null) {
      errors.add(new Invalid.Field(at + "/totalEvents", "is required, or measuredRatio"));
    }
    if (goodEvents != null
        && totalEvents != null
        && goodEvents.subtract(totalEvents).compareTo(NOISE) > 0) {
      errors.add(new Invalid.Field(at + "/goodEvents", "must not be more than totalEvents"));
    }
  }

  /// Adds what contradicts the definition.
  void check(SloDefinition definition, String at, List<Invalid.Field> errors) {
    agree(at + "/service", service, definition.service, errors);
    agree(at + "/sloName", sloName, definition.name, errors);
    agree(at + "/sloType", sloType, definition.sloType, errors);
    if (target != null && target.compareTo(definition.target) != 0) {
      contradicts(at + "/target", definition.target.stripTrailingZeros().toPlainString(), errors);
    }
    agree(at + "/period", period, definition.period.written(), errors);
    agree(at + "/timeZone", timeZone, definition.timeZone, errors);
    if (thresholdMs != null
        && (definition.thresholdMs == null || thresholdMs.compareTo(definition.thresholdMs) != 0)) {
      contradicts(at + "/thresholdMs", definition.thresholdMs, errors);
    }
    var longest = definition.period.longest();
    if (window().length().compareTo(longest) > 0) {
      errors.add(
          new Invalid.Field(
              at + "/windowEnd",
              "is further from windowStart than the SLO's period is long, " + longest));
    }
    if (definition.measuredBy() != null && definition.measuredBy() != measuredBy()) {
      errors.add(
          new Invalid.Field(
              at + (measuredRatio == null ? "/goodEvents" : "/measuredRatio"),
              "cannot be mixed with what this SLO is measured by: "
                  + (measuredRatio == null ? "ratios" : "events")));
    }
  }

  private static void agree(String at, Object said, Object known, List<Invalid.Field> errors) {
    if (said != null && !said.equals(known)) {
      contradicts(at, known, errors);
    }
  }

  private static void contradicts(String at, Object known, List<Invalid.Field> errors) {
    var is = known instanceof Enum<?> e ? e.name().toLowerCase(Locale.ROOT) : known;
    errors.add(
        new Invalid.Field(
            at, "contradicts the SLO's definition" + (is == null ? "" : ", where it is " + is)));
  }

  /// The definition of an SLO that nobody has defined yet.
  ///
  /// @param caller who answers for it when nobody is named
  SloDefinitionReport toDefinition(String caller) {
    return new SloDefinitionReport(
        service,
        sloName,
        null,
        sloType,
        target,
        period,
        timeZone,
        thresholdMs,
        owner == null ? caller : owner,
        null,
        null,
        null,
        null,
        null);
  }

  MeasuredBy measuredBy() {
    return measuredRatio == null ? MeasuredBy.EVENTS : MeasuredBy.RATIO;
  }

  Span window() {
    return new Span(windowStart, windowEnd);
  }

  SloMeasurement toMeasurement(SloDefinition definition) {
    var measurement = new SloMeasurement(definition, window());
    measurement.measuredBy = measuredBy();
    if (measuredRatio == null) {
      measurement.totalEvents = totalEvents.setScale(9, RoundingMode.HALF_UP);
      measurement.goodEvents =
          goodEvents.setScale(9, RoundingMode.HALF_UP).min(measurement.totalEvents);
    } else {
      measurement.measuredRatio = measuredRatio.setScale(18, RoundingMode.HALF_UP);
    }
    if (metadata != null) {
      measurement.metadata = metadata;
    }
    return measurement;
  }
}
