package io.trustfabric.compliance.reviews;

import jakarta.persistence.EnumeratedValue;
import java.util.Locale;

/// Whether what was decided has happened.
public enum ActionStatus {
  /// Nothing has to: it is kept, or not decided.
  NONE,
  /// It has to, and no later snapshot has proved it.
  PENDING,
  /// A later snapshot no longer holds it.
  DONE;

  @EnumeratedValue private final String stored = name().toLowerCase(Locale.ROOT);
}
