package io.trustfabric.compliance.reviews;

/// Why something else than keeping it is recommended.
public enum RecommendationRule {
  /// It was not used for long: revoke. An unknown last use is not held against it.
  UNUSED,
  /// Nobody can be named who stands behind it: revoke.
  IDENTITY_UNRESOLVED,
  /// It holds what must not be held together: modify.
  CONFLICT_OF_DUTIES,
  /// It holds clearly more than its peers: modify.
  MORE_RIGHTS_THAN_PEERS
}
