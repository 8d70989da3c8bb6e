package io.trustfabric.security.events;

import jakarta.persistence.EnumeratedValue;
import java.util.Locale;

/// What kind of thing was seen.
public enum SecurityEventType {
  LOGIN_FAILURE,
  UNAUTHORIZED_ACCESS,
  DATA_BREACH,
  POLICY_VIOLATION,
  PRIVILEGE_ESCALATION,
  MALWARE,
  CONFIGURATION_CHANGE,
  SECRET_EXPOSURE,
  ANOMALOUS_ACTIVITY,
  OTHER;

  @EnumeratedValue private final String stored = name().toLowerCase(Locale.ROOT);
}
