package io.trustfabric.compliance.evidence;

import jakarta.persistence.EnumeratedValue;
import java.util.Locale;

/// Why an approval ended.
public enum ApprovalEnd {
  REVISED,
  SUPERSEDED,
  EXPIRED,
  REVOKED;

  @EnumeratedValue private final String stored = name().toLowerCase(Locale.ROOT);
}
