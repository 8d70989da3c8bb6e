package io.trustfabric.monitoring.slos;

import io.trustfabric.record.Lifecycle;
import jakarta.persistence.EnumeratedValue;
import java.util.Locale;
import java.util.Set;

/// Whether a promise is kept track of. A retired one keeps all it has, takes no measurements and
/// alerts nobody.
public enum SloLifecycle implements Lifecycle<SloLifecycle> {
  ACTIVE,
  RETIRED;

  @EnumeratedValue private final String stored = name().toLowerCase(Locale.ROOT);

  @Override
  public Set<SloLifecycle> next() {
    return Set.of(this == ACTIVE ? RETIRED : ACTIVE);
  }

  @Override
  public boolean needsReason(SloLifecycle to) {
    return true;
  }
}
