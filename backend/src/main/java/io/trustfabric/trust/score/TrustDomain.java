package io.trustfabric.trust.score;

/// What trust is looked at by.
public enum TrustDomain {
  QUALITY,
  MODELS,
  SECURITY_EVENTS,
  INCIDENTS,
  ROTATIONS,
  SLOS,
  COMPLIANCE,
  BACKUPS,
  CHAOS,
  /// The ledger itself, which all the others rest on; no part of the score.
  LEDGER
}
