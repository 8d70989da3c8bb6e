package io.trustfabric.trust.gate;

import io.trustfabric.record.Lifecycle;
import jakarta.persistence.EnumeratedValue;
import java.util.Locale;
import java.util.Set;

/// What became of a version of the policy.
public enum GatePolicyStatus implements Lifecycle<GatePolicyStatus> {
  PROPOSED,
  IN_FORCE,
  SUPERSEDED,
  REJECTED,
  EXPIRED;

  @EnumeratedValue private final String stored = name().toLowerCase(Locale.ROOT);

  @Override
  public Set<GatePolicyStatus> next() {
    return switch (this) {
      case PROPOSED -> Set.of(IN_FORCE, REJECTED, EXPIRED);
      case IN_FORCE -> Set.of(SUPERSEDED);
      case SUPERSEDED, REJECTED, EXPIRED -> Set.of();
    };
  }
}
