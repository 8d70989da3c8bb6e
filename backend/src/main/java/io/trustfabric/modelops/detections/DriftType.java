package io.trustfabric.modelops.detections;

import jakarta.persistence.EnumeratedValue;
import java.util.Locale;

/// What drifted: what comes in, how it relates to what is right, or what goes out.
public enum DriftType {
  DATA,
  CONCEPT,
  PREDICTION;

  @EnumeratedValue private final String stored = name().toLowerCase(Locale.ROOT);
}
