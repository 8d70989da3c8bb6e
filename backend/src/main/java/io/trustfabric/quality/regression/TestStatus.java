package io.trustfabric.quality.regression;

import jakarta.persistence.EnumeratedValue;
import java.util.Locale;

/// How a test ended: it held, it did not, it was left out, or it broke before it could tell.
public enum TestStatus {
  PASSED,
  FAILED,
  SKIPPED,
  ERROR;

  @EnumeratedValue private final String stored = name().toLowerCase(Locale.ROOT);
}
