package io.trustfabric.backup.restores;

import jakarta.persistence.EnumeratedValue;
import java.util.Locale;

/// Why one restores.
public enum RestorePurpose {
  /// To prove that it can be done.
  DRILL,
  /// Since data was lost.
  RECOVERY;

  @EnumeratedValue private final String stored = name().toLowerCase(Locale.ROOT);
}
