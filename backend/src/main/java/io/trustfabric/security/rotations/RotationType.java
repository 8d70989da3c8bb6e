package io.trustfabric.security.rotations;

import jakarta.persistence.EnumeratedValue;
import java.util.Locale;

/// What made the rotation happen.
public enum RotationType {
  /// A machine, on its schedule.
  AUTOMATIC,
  /// A person, on schedule.
  MANUAL,
  /// A leak, or the fear of one.
  EMERGENCY;

  @EnumeratedValue private final String stored = name().toLowerCase(Locale.ROOT);
}
