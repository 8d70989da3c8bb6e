package io.trustfabric.backup.restores;

import jakarta.persistence.EnumeratedValue;
import java.util.Collection;
import java.util.Locale;

/// What a check, or all of them together, came to.
public enum Verified {
  PASSED,
  FAILED,
  /// Not looked at.
  NOT_RUN;

  @EnumeratedValue private final String stored = name().toLowerCase(Locale.ROOT);

  /// All together: failed when one failed, passed when every one passed.
  static Verified all(Collection<Verified> outcomes) {
    if (outcomes.contains(FAILED)) {
      return FAILED;
    }
    return outcomes.contains(NOT_RUN) || outcomes.isEmpty() ? NOT_RUN : PASSED;
  }
}
