package io.trustfabric.modelops.registry;

import io.trustfabric.record.Lifecycle;
import jakarta.persistence.EnumeratedValue;
import java.util.Locale;
import java.util.Set;

/// How far a model version is.
public enum ModelStatus implements Lifecycle<ModelStatus> {
  REGISTERED,
  VALIDATING,
  STAGING,
  PRODUCTION,
  DEPRECATED,
  ARCHIVED,
  REJECTED;

  @EnumeratedValue private final String stored = name().toLowerCase(Locale.ROOT);

  @Override
  public Set<ModelStatus> next() {
    return switch (this) {
      case REGISTERED -> Set.of(VALIDATING, ARCHIVED);
      case VALIDATING -> Set.of(STAGING, REJECTED);
      case STAGING -> Set.of(PRODUCTION, REJECTED, ARCHIVED);
      case PRODUCTION -> Set.of(STAGING, DEPRECATED);
      case DEPRECATED -> Set.of(ARCHIVED);
      case ARCHIVED, REJECTED -> Set.of();
    };
  }

  @Override
  public boolean needsReason(ModelStatus to) {
    return this == PRODUCTION && to == STAGING;
  }
}
