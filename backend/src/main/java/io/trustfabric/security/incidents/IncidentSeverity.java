package io.trustfabric.security.incidents;

import io.trustfabric.security.events.Severity;
import jakarta.persistence.EnumeratedValue;
import java.util.Locale;

/// How grave an incident is, the gravest last, as ranks rise.
public enum IncidentSeverity {
  /// Hardly felt.
  SEV4,
  /// Some clients are held up.
  SEV3,
  /// Many clients are held up, or figures are wrong.
  SEV2,
  /// Everything stands still, or data is lost or disclosed.
  SEV1;

  @EnumeratedValue private final String stored = name().toLowerCase(Locale.ROOT);

  /// Whether it may be closed only with a postmortem.
  public boolean needsPostmortem() {
    return this == SEV1 || this == SEV2;
  }

  /// What an event of that severity is taken for until somebody knows better.
  static IncidentSeverity of(Severity severity) {
    return switch (severity) {
      case LOW -> SEV4;
      case MEDIUM -> SEV3;
      case HIGH -> SEV2;
      case CRITICAL -> SEV1;
    };
  }
}
