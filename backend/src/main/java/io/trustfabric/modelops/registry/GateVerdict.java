package io.trustfabric.modelops.registry;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.persistence.EnumeratedValue;
import java.util.Collection;
import java.util.Locale;

/// What a rule of the release gate found. Only a pass lets anything through: what is not known has
/// not been shown.
public enum GateVerdict {
  @JsonProperty("pass")
  PASS,
  @JsonProperty("fail")
  FAIL,
  @JsonProperty("unknown")
  UNKNOWN;

  @EnumeratedValue private final String stored = name().toLowerCase(Locale.ROOT);

  /// What several come to together: one that fails fails them all; without any nothing is known.
  public static GateVerdict of(Collection<GateVerdict> all) {
    if (all.contains(FAIL)) {
      return FAIL;
    }
    return all.isEmpty() || all.contains(UNKNOWN) ? UNKNOWN : PASS;
  }
}
