package io.trustfabric.modelops.drift;

import jakarta.persistence.EnumeratedValue;
import java.util.Locale;

/// How large a drift is. Says nothing of how sure it is: that is what a test decides.
public enum DriftSeverity {
  LOW,
  MEDIUM,
  HIGH,
  CRITICAL;

  @EnumeratedValue private final String stored = name().toLowerCase(Locale.ROOT);

  /// Whether somebody has to be told.
  public boolean isGrave() {
    return this == HIGH || this == CRITICAL;
  }

  /// The rung an effect stands on.
  ///
  /// @param effect in the method's own unit, not negative
  static DriftSeverity of(DriftMethod method, double effect) {
    var ladder = method.ladder();
    if (effect > ladder.critical()) {
      return CRITICAL;
    }
    if (effect >= ladder.high()) {
      return HIGH;
    }
    return effect >= ladder.medium() ? MEDIUM : LOW;
  }

  /// From where on an effect is of a severity.
  ///
  /// @param medium at or above it is medium
  /// @param high at or above it is high
  /// @param critical above it is critical
  record Ladder(double medium, double high, double critical) {}
}
