package io.trustfabric.modelops.detections;

import jakarta.persistence.EnumeratedValue;
import java.util.Locale;

/// Who worked a result out.
public enum DriftSource {
  /// This product, from the samples sent.
  COMPUTED,
  /// Somebody else, who tells the result.
  REPORTED;

  @EnumeratedValue private final String stored = name().toLowerCase(Locale.ROOT);
}
