package io.trustfabric.monitoring.budget;

/// Whether a pair can say anything.
public enum Evaluation {
  EVALUABLE,
  /// Not even everything being bad would burn fast enough.
  CANNOT_FIRE,
  /// The short window is finer than the data.
  NOT_EVALUABLE,
  /// Nothing was measured in one of the windows.
  NO_DATA
}
