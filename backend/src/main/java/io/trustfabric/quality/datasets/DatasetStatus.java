package io.trustfabric.quality.datasets;

import io.trustfabric.record.Lifecycle;
import jakarta.persistence.EnumeratedValue;
import java.util.Locale;
import java.util.Set;

/// Whether a version is the one of its name that counts.
public enum DatasetStatus implements Lifecycle<DatasetStatus> {
  ACTIVE,
  INACTIVE;

  @EnumeratedValue private final String stored = name().toLowerCase(Locale.ROOT);

  @Override
  public Set<DatasetStatus> next() {
    return switch (this) {
      case ACTIVE -> Set.of(INACTIVE);
      case INACTIVE -> Set.of(ACTIVE);
    };
  }
}
