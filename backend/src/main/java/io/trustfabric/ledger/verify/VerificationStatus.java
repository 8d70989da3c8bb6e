package io.trustfabric.ledger.verify;

import io.trustfabric.record.Lifecycle;
import jakarta.persistence.EnumeratedValue;
import java.util.Locale;
import java.util.Set;

/// How far a verification is.
public enum VerificationStatus implements Lifecycle<VerificationStatus> {
  RUNNING,
  /// Everything was read and is what was written.
  VERIFIED,
  /// There is a bad place.
  FAILED,
  /// It was not finished, and says nothing of the ledger.
  ABORTED;

  @EnumeratedValue private final String stored = name().toLowerCase(Locale.ROOT);

  @Override
  public Set<VerificationStatus> next() {
    return switch (this) {
      case RUNNING -> Set.of(VERIFIED, FAILED, ABORTED);
      case VERIFIED, FAILED, ABORTED -> Set.of();
    };
  }
}
