package io.trustfabric.chaos.verdicts;

import jakarta.persistence.EnumeratedValue;
import java.util.Locale;

/// What an experiment came to. Computed by {@link ChaosVerdict}, never reported.
public enum ChaosOutcome {
  PASSED,
  FAILED,
  /// It proves nothing, neither good nor bad.
  INCONCLUSIVE;

  @EnumeratedValue private final String stored = name().toLowerCase(Locale.ROOT);

  public String stored() {
    return stored;
  }
}
