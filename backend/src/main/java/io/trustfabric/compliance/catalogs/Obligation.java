package io.trustfabric.compliance.catalogs;

/// How a part of the HIPAA Security Rule binds (45 CFR 164.306(d)).
public enum Obligation {
  /// A standard that is met by meeting its specifications; nothing serves it directly.
  HEADING,
  /// A standard without specifications, which is itself what has to be done.
  STANDARD,
  /// A specification that has to be implemented.
  REQUIRED,
  /// A specification that is implemented where that is reasonable; where it is not, a written
  /// rationale says why and what is done instead.
  ADDRESSABLE
}
