package io.trustfabric.compliance.classification;

import jakarta.persistence.EnumeratedValue;
import java.util.Locale;

/// What kind of data an asset holds.
public enum DataType {
  PII,
  FINANCIAL,
  HEALTH,
  PUBLIC;

  @EnumeratedValue private final String stored = name().toLowerCase(Locale.ROOT);

  /// Whether it is about people.
  boolean isPersonal() {
    return this == PII || this == HEALTH;
  }
}
