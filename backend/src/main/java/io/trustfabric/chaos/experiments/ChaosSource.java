package io.trustfabric.chaos.experiments;

import jakarta.persistence.EnumeratedValue;
import java.util.Locale;

/// From where an experiment is known.
public enum ChaosSource {
  /// Told step by step, as it ran.
  REPORTED,
  /// Read afterwards from a journal of Chaos Toolkit.
  CHAOS_TOOLKIT;

  @EnumeratedValue private final String stored = name().toLowerCase(Locale.ROOT);

  String stored() {
    return stored;
  }
}
