package io.trustfabric.chaos.experiments;

import io.trustfabric.record.Lifecycle;
import jakarta.persistence.EnumeratedValue;
import java.util.Locale;
import java.util.Set;

/// How far an experiment is; what it came to is its outcome.
public enum ChaosStatus implements Lifecycle<ChaosStatus> {
  RUNNING,
  COMPLETED,
  /// Stopped before its end, by people or by its deadline.
  ABORTED,
  /// The experiment itself broke, which says nothing of its target.
  FAILED;

  @EnumeratedValue private final String stored = name().toLowerCase(Locale.ROOT);

  @Override
  public Set<ChaosStatus> next() {
    return this == RUNNING ? Set.of(COMPLETED, ABORTED, FAILED) : Set.of();
  }

  @Override
  public boolean needsReason(ChaosStatus to) {
    return to == ABORTED || to == FAILED;
  }

  String stored() {
    return stored;
  }
}
