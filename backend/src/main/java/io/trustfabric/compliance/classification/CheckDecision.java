package io.trustfabric.compliance.classification;

/// The answer to whether data may be used.
public enum CheckDecision {
  ALLOW,
  DENY;
}
