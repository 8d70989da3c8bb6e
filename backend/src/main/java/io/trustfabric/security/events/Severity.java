package io.trustfabric.security.events;

import jakarta.persistence.EnumeratedValue;
import java.util.Locale;

/// How bad an event is, from the mildest to the worst; lists sort in this order.
public enum Severity {
  LOW,
  MEDIUM,
  HIGH,
  CRITICAL;

  @EnumeratedValue private final String stored = name().toLowerCase(Locale.ROOT);
}
