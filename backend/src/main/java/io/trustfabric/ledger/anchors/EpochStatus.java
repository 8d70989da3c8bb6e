package io.trustfabric.ledger.anchors;

import io.trustfabric.record.Lifecycle;
import jakarta.persistence.EnumeratedValue;
import java.util.Locale;
import java.util.Set;

/// Whether an epoch is only asked for.
public enum EpochStatus implements Lifecycle<EpochStatus> {
  PROPOSED,
  OPENED,
  REJECTED;

  @EnumeratedValue private final String stored = name().toLowerCase(Locale.ROOT);

  @Override
  public Set<EpochStatus> next() {
    return this == PROPOSED ? Set.of(OPENED, REJECTED) : Set.of();
  }
}
