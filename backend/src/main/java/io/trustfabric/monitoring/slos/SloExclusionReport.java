package io.trustfabric.monitoring.slos;

import io.trustfabric.monitoring.budget.Span;
import io.trustfabric.record.Invalid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;

/// Maintenance that should not count: `startsAt <= t < endsAt`, in the past or to come.
///
/// @param endsAt at most 31 days after `startsAt`
/// @param reason why; the second person reads it
public record SloExclusionReport(
    @NotNull Instant startsAt,
    @NotNull Instant endsAt,
    @NotBlank @Size(max = 2_000) String reason,
    Map<String, Object> metadata) {

  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofDays(31);
  private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");

  /// @throws Invalid when it is no stretch of time that can be left out
  SloExclusion of(SloDefinition definition) {
    var errors = new ArrayList<Invalid.Field>();
    if (startsAt.isBefore(EARLIEST)) {
      errors.add(new Invalid.Field("/startsAt", "must not be before the year 2000"));
    }
    if (endsAt.isBefore(startsAt.plus(SHORTEST))) {
      errors.add(new Invalid.Field("/endsAt", "must be at least a second after startsAt"));
    } else if (startsAt.plus(LONGEST).isBefore(endsAt)) {
      errors.add(new Invalid.Field("/endsAt", "must be at most 31 days after startsAt"));
    }
    if (!errors.isEmpty()) {
      throw new Invalid(errors);
    }
    var exclusion = new SloExclusion(definition.id, new Span(startsAt, endsAt), reason);
    if (metadata != null) {
      exclusion.metadata = metadata;
    }
    return exclusion;
  }
}
