package io.trustfabric.ledger.verify;

import jakarta.persistence.EnumeratedValue;
import java.util.Locale;

/// What is looked at, in this order.
public enum VerificationCheck {
  /// Positions and the lines at them, with what is kept beside and the rows of batches.
  LINES,
  /// Lines without a position.
  ORDER,
  /// Tiles.
  TREE,
  /// What was signed.
  CHECKPOINTS,
  /// The records' own rows.
  RECORDS;

  @EnumeratedValue private final String stored = name().toLowerCase(Locale.ROOT);
}
