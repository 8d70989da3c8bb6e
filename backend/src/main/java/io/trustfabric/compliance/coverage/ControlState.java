package io.trustfabric.compliance.coverage;

/// How a control stands. Only what approved evidence in date names is covered.
public enum ControlState {
  COVERED,
  UNCOVERED,
  /// The organisation says, with its reason, that it does not apply.
  NOT_APPLICABLE,
  /// Its category is not in the framework's scope.
  OUT_OF_SCOPE,
  /// A HIPAA standard that is met by its specifications, which stand for themselves.
  BY_SPECIFICATIONS
}
