package io.trustfabric.trust.score;

/// How a domain stands, the worst first.
public enum TrustState {
  /// Records show something bad.
  FAILING,
  /// Nothing bad is known, but not all of it is proved.
  UNPROVED,
  /// All of it is proved.
  PROVED
}
