package io.trustfabric.compliance.reviews;

import jakarta.persistence.EnumeratedValue;
import java.util.Locale;

/// Where the accounts and what they may do come from.
public enum PopulationSource {
  /// The caller says them.
  GIVEN,
  /// They are read from Keycloak's admin API.
  KEYCLOAK;

  @EnumeratedValue private final String stored = name().toLowerCase(Locale.ROOT);
}
