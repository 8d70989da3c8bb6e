package io.trustfabric.modelops.registry;

/// How a digest is written.
final class Sha256 {

  static final String HEX = "[0-9a-f]{64}";
  static final String MESSAGE = "must be 64 hex digits in lower case";

  private Sha256() {}
}
