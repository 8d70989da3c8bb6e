package io.trustfabric.compliance.reviews;

import jakarta.persistence.EnumeratedValue;
import java.util.Locale;

/// What is reviewed: one item of a review is a person, a role, a key, or a machine's account.
public enum ReviewType {
  USER_ACCESS,
  ROLE_PERMISSIONS,
  API_KEYS,
  SERVICE_ACCOUNTS;

  @EnumeratedValue private final String stored = name().toLowerCase(Locale.ROOT);
}
