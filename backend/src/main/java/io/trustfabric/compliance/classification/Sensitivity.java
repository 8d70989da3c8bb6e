package io.trustfabric.compliance.classification;

import jakarta.persistence.EnumeratedValue;
import java.util.Locale;

/// How much harm it does when data gets out.
public enum Sensitivity {
  PUBLIC,
  INTERNAL,
  CONFIDENTIAL,
  RESTRICTED;

  @EnumeratedValue private final String stored = name().toLowerCase(Locale.ROOT);
}
