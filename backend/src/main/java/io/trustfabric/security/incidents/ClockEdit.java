package io.trustfabric.security.incidents;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PastOrPresent;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// An incident's times as somebody corrects them.
///
/// @param reason why; required where a time that was there becomes another or none
@RegisterForReflection
public record ClockEdit(
    @Schema(nullable = true) @PastOrPresent Instant startedAt,
    @NotNull @PastOrPresent Instant detectedAt,
    @Schema(nullable = true) @PastOrPresent Instant acknowledgedAt,
    @Schema(nullable = true) @PastOrPresent Instant mitigatedAt,
    @Schema(nullable = true) @PastOrPresent Instant resolvedAt,
    @Schema(nullable = true) @PastOrPresent Instant closedAt,
    @Size(max = 2_000) String reason) {

  static ClockEdit of(IncidentClock clock) {
    return new ClockEdit(
        clock.startedAt(),
        clock.detectedAt(),
        clock.acknowledgedAt(),
        clock.mitigatedAt(),
        clock.resolvedAt(),
        clock.closedAt(),
        null);
  }

  IncidentClock toClock() {
    return new IncidentClock(
        startedAt, detectedAt, acknowledgedAt, mitigatedAt, resolvedAt, closedAt);
  }
}
