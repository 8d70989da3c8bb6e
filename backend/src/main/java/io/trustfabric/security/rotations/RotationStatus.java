package io.trustfabric.security.rotations;

import io.trustfabric.record.Lifecycle;
import jakarta.persistence.EnumeratedValue;
import java.util.Locale;
import java.util.Set;

/// How far a rotation is.
public enum RotationStatus implements Lifecycle<RotationStatus> {
  IN_PROGRESS,
  SUCCEEDED,
  FAILED;

  @EnumeratedValue private final String stored = name().toLowerCase(Locale.ROOT);

  @Override
  public Set<RotationStatus> next() {
    return this == IN_PROGRESS ? Set.of(SUCCEEDED, FAILED) : Set.of();
  }
}
