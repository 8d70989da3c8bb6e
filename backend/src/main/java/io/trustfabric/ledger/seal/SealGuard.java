package io.trustfabric.ledger.seal;

/// Knows whether this ledger has all that it once told others. What signs asks it first: a ledger
/// that lost lines would sign another history under the same name.
public interface SealGuard {

  /// This process begins to lead: what was known of the ledger may be true no more.
  void leads();

  /// Why nothing may be signed now; null when there is no reason. Called often, by the thread that
  /// seals: does not wait.
  ///
  /// @param epoch the present one
  String objection(int epoch);
}
