package io.trustfabric.monitoring.budget;

/// What the two windows of a pair say together.
public enum BurnState {
  /// Both burn faster than the factor.
  CRITICAL,
  /// Only the long one does: it was bad and is no more.
  RECOVERING,
  /// Only the short one does: it has just become bad.
  INCREASING,
  ACCEPTABLE
}
