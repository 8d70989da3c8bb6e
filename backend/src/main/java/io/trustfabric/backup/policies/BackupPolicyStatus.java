package io.trustfabric.backup.policies;

import io.trustfabric.record.Lifecycle;
import jakarta.persistence.EnumeratedValue;
import java.util.Locale;
import java.util.Set;

/// Whether a policy holds. It begins to when a second person has agreed.
public enum BackupPolicyStatus implements Lifecycle<BackupPolicyStatus> {
  PROPOSED,
  ACTIVE,
  RETIRED;

  @EnumeratedValue private final String stored = name().toLowerCase(Locale.ROOT);

  @Override
  public Set<BackupPolicyStatus> next() {
    return switch (this) {
      case PROPOSED, RETIRED -> Set.of(ACTIVE);
      case ACTIVE -> Set.of(RETIRED);
    };
  }
}
