package io.trustfabric.security.rotations;

import jakarta.persistence.EnumeratedValue;
import java.util.Locale;

/// What kind of secret is renewed, and how long it may live unless the policy says otherwise.
public enum SecretType {
  API_KEY(90),
  DATABASE_PASSWORD(90),
  /// 398 days is the longest a publicly trusted certificate may run (CA/Browser Forum baseline
  /// requirements 6.3.2, until March 2026); a year keeps away from it.
  CERTIFICATE(365),
  SIGNING_KEY(365),
  ENCRYPTION_KEY(365),
  OAUTH_CLIENT(180),
  OTHER(90);

  @EnumeratedValue private final String stored = name().toLowerCase(Locale.ROOT);
  private final int usualDays;

  SecretType(int usualDays) {
    this.usualDays = usualDays;
  }

  /// The longest interval between two rotations, in days, while nobody has set another.
  int usualDays() {
    return usualDays;
  }

  /// Whether what it protects stays readable or forgeable long after it leaked.
  boolean harmsLong() {
    return this == SIGNING_KEY || this == ENCRYPTION_KEY;
  }

  String stored() {
    return stored;
  }
}
