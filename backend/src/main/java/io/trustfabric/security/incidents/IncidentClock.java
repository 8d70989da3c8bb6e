package io.trustfabric.security.incidents;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.trustfabric.record.Clock;
import io.trustfabric.record.Invalid;
import jakarta.persistence.Embeddable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// When an incident began and when each step was taken. Each time is at or after every one before
/// it; a step that was skipped has none.
///
/// The figures follow the definitions given at each; tools disagree on the words, so the API names
/// the formula beside the figure.
///
/// @param startedAt when the harm began; null while unknown
/// @param detectedAt when it was noticed
@Embeddable
@RegisterForReflection
public record IncidentClock(
    Instant startedAt,
    Instant detectedAt,
    Instant acknowledgedAt,
    Instant mitigatedAt,
    Instant resolvedAt,
    Instant closedAt) {

  /// One time by its name.
  record Reading(String name, Instant at) {}

  /// The clock of an incident that was just noticed.
  static IncidentClock startingAt(Instant startedAt, Instant detectedAt) {
    return new IncidentClock(startedAt, detectedAt, null, null, null, null);
  }

  /// TTD = detectedAt - startedAt; null while the start is unknown.
  Duration timeToDetect() {
    return between(startedAt, detectedAt);
  }

  /// TTA = acknowledgedAt - detectedAt.
  Duration timeToAcknowledge() {
    return between(detectedAt, acknowledgedAt);
  }

  /// TTM = mitigatedAt - detectedAt.
  Duration timeToMitigate() {
    return between(detectedAt, mitigatedAt);
  }

  /// TTR = resolvedAt - detectedAt.
  Duration timeToResolve() {
    return between(detectedAt, resolvedAt);
  }

  /// Duration = resolvedAt - startedAt.
  Duration duration() {
    return between(startedAt, resolvedAt);
  }

  /// All times in their order.
  List<Reading> readings() {
    return List.of(
        new Reading("startedAt", startedAt),
        new Reading("detectedAt", detectedAt),
        new Reading("acknowledgedAt", acknowledgedAt),
        new Reading("mitigatedAt", mitigatedAt),
        new Reading("resolvedAt", resolvedAt),
        new Reading("closedAt", closedAt));
  }

  /// The clock after a step forward at `at`.
  ///
  /// @throws Invalid when `at` lies before the step before it, or ahead of now
  IncidentClock reached(IncidentStatus status, Instant at) {
    var last = last();
    if (at.isBefore(last.at())) {
      throw Invalid.field("/at", "must not be before %s, %s".formatted(last.name(), last.at()));
    }
    if (at.isAfter(Clock.now())) {
      throw Invalid.field("/at", "must not be in the future");
    }
    return switch (status) {
      case DETECTED -> throw new IllegalArgumentException("every incident was detected");
      case ACKNOWLEDGED ->
          new IncidentClock(startedAt, detectedAt, at, mitigatedAt, resolvedAt, closedAt);
      case MITIGATED ->
          new IncidentClock(startedAt, detectedAt, acknowledgedAt, at, resolvedAt, closedAt);
      case RESOLVED ->
          new IncidentClock(startedAt, detectedAt, acknowledgedAt, mitigatedAt, at, closedAt);
      case CLOSED ->
          new IncidentClock(startedAt, detectedAt, acknowledgedAt, mitigatedAt, resolvedAt, at);
    };
  }

  /// The clock of an incident that is worked on again: it goes on from when it was noticed. One
  /// that was never acknowledged is so now.
  IncidentClock reopened(Instant at) {
    var acknowledged = Objects.requireNonNullElse(acknowledgedAt, at);
    return new IncidentClock(startedAt, detectedAt, acknowledged, null, null, null);
  }

  /// Checks a corrected clock against how far the incident is.
  ///
  /// @throws Invalid naming every time that cannot be
  void check(IncidentStatus status) {
    var errors = new ArrayList<Invalid.Field>();
    Reading before = null;
    for (var reading : readings()) {
      var at = reading.at();
      if (at != null && before != null && at.isBefore(before.at())) {
        errors.add(new Invalid.Field("/" + reading.name(), "must not be before " + before.name()));
      }
      before = at == null ? before : reading;
    }
    for (var step : IncidentStatus.values()) {
      var reading = readings().get(step.ordinal() + 1);
      if (reading.at() == null && mustHave(step, status)) {
        errors.add(
            new Invalid.Field("/" + reading.name(), "is needed: the incident is " + word(status)));
      }
      if (reading.at() != null && step.ordinal() > status.ordinal()) {
        errors.add(
            new Invalid.Field(
                "/" + reading.name(),
                "is set by the step to %s, which is not taken".formatted(word(step))));
      }
    }
    if (!errors.isEmpty()) {
      throw new Invalid(errors);
    }
  }

  /// Times that no step can do without: of being noticed, of the present status, and of being
  /// resolved before closing.
  private static boolean mustHave(IncidentStatus step, IncidentStatus status) {
    return step == IncidentStatus.DETECTED
        || step == status
        || step == IncidentStatus.RESOLVED && status == IncidentStatus.CLOSED;
  }

  private Reading last() {
    return readings().stream().filter(r -> r.at() != null).reduce((a, b) -> b).orElseThrow();
  }

  private static Duration between(Instant from, Instant to) {
    return from == null || to == null ? null : Duration.between(from, to);
  }

  private static String word(IncidentStatus status) {
    return status.name().toLowerCase(java.util.Locale.ROOT);
  }
}
