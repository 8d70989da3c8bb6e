package io.trustfabric.chaos.experiments;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.trustfabric.record.Clock;
import io.trustfabric.record.Invalid;
import jakarta.persistence.Embeddable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// When an experiment began and what happened when. Each time is at or after every one before it.
///
/// @param faultInjectedAt when the fault happened; null when it did not, or nobody said
/// @param faultClearedAt when the fault was gone
/// @param recoveredAt when the target was well again; what recovered while the fault was still
///   there has recovered when it was cleared
/// @param completedAt when the experiment ended, however it ended
@Embeddable
@RegisterForReflection
public record ExperimentClock(
    Instant startedAt,
    Instant faultInjectedAt,
    Instant faultClearedAt,
    Instant recoveredAt,
    Instant completedAt) {

  private record Reading(String name, Instant at) {}

  public static ExperimentClock startingAt(Instant startedAt) {
    return new ExperimentClock(startedAt, null, null, null, null);
  }

  /// The clock with what was observed since.
  ///
  /// @throws Invalid naming each time that was reported otherwise before, comes without the one it
  ///   follows, or runs backwards
  public ExperimentClock observed(Instant injected, Instant cleared, Instant recovered) {
    var errors = new ArrayList<Invalid.Field>();
    var next =
        new ExperimentClock(
            startedAt,
            once("faultInjectedAt", faultInjectedAt, injected, errors),
            once("faultClearedAt", faultClearedAt, cleared, errors),
            once("recoveredAt", recoveredAt, recovered, errors),
            completedAt);
    if (errors.isEmpty()) {
      next.check(errors);
    }
    if (!errors.isEmpty()) {
      throw new Invalid(errors);
    }
    return next;
  }

  /// The clock of an experiment that has ended.
  ///
  /// @param at now when null
  /// @throws Invalid when it lies before the last time
  ExperimentClock ended(Instant at, String pointer) {
    var last = readings().stream().filter(r -> r.at() != null).reduce((a, b) -> b).orElseThrow();
    // A reporter's clock may run ahead of ours.
    var now = Clock.now();
    var when = at != null ? at : now.isBefore(last.at()) ? last.at() : now;
    if (when.isBefore(last.at())) {
      throw Invalid.field(pointer, "must not be before %s, %s".formatted(last.name(), last.at()));
    }
    return new ExperimentClock(startedAt, faultInjectedAt, faultClearedAt, recoveredAt, when);
  }

  /// Recovery time = recoveredAt - faultClearedAt, in whole milliseconds; null until both are
  /// known.
  Long recoveryTimeMs() {
    return faultClearedAt == null || recoveredAt == null
        ? null
        : Duration.between(faultClearedAt, recoveredAt).toMillis();
  }

  private static Instant once(
      String name, Instant known, Instant reported, List<Invalid.Field> errors) {
    if (known != null && reported != null && !known.equals(reported)) {
      errors.add(new Invalid.Field("/" + name, "was reported as %s already".formatted(known)));
    }
    return known == null ? reported : known;
  }

  private void check(List<Invalid.Field> errors) {
    if (faultInjectedAt == null && faultClearedAt != null) {
      errors.add(new Invalid.Field("/faultClearedAt", "needs faultInjectedAt"));
    }
    if (faultClearedAt == null && recoveredAt != null) {
      errors.add(new Invalid.Field("/recoveredAt", "needs faultClearedAt"));
    }
    Reading before = null;
    for (var reading : readings()) {
      if (reading.at() != null && before != null && reading.at().isBefore(before.at())) {
        errors.add(
            new Invalid.Field(
                "/" + reading.name(),
                "must not be before %s, %s".formatted(before.name(), before.at())));
      }
      before = reading.at() == null ? before : reading;
    }
  }

  private List<Reading> readings() {
    return List.of(
        new Reading("startedAt", startedAt),
        new Reading("faultInjectedAt", faultInjectedAt),
        new Reading("faultClearedAt", faultClearedAt),
        new Reading("recoveredAt", recoveredAt),
        new Reading("completedAt", completedAt));
  }
}
