package io.trustfabric.ledger.verify;

import jakarta.persistence.EnumeratedValue;
import java.util.Locale;

/// Why a verification was made.
public enum VerificationCause {
  REQUESTED,
  SCHEDULED;

  @EnumeratedValue private final String stored = name().toLowerCase(Locale.ROOT);
}
