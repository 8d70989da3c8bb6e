package io.trustfabric.compliance.reviews;

import jakarta.persistence.EnumeratedValue;
import java.util.Locale;

/// What becomes, or should become, of what an account may do.
public enum AccessDecision {
  KEEP,
  REVOKE,
  MODIFY;

  @EnumeratedValue private final String stored = name().toLowerCase(Locale.ROOT);
}
