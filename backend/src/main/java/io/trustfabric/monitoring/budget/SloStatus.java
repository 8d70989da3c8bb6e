package io.trustfabric.monitoring.budget;

import jakarta.persistence.EnumeratedValue;
import java.util.Locale;

/// How a promise stands, the worst first. Nothing measured is worse than being on track: nobody
/// knows.
public enum SloStatus {
  /// More than the budget is used.
  BREACHED,
  /// Exactly the budget is used.
  EXHAUSTED,
  /// An alert pair fires, or less than a quarter of the budget is left.
  AT_RISK,
  /// Nothing was measured in the period.
  NO_DATA,
  ON_TRACK;

  @EnumeratedValue private final String stored = name().toLowerCase(Locale.ROOT);
}
