package io.trustfabric.ledger.anchors;

/// A place did not take or tell a checkpoint. The message is for people and holds no secret.
final class AnchorFailure extends Exception {

  private final boolean contradiction;

  AnchorFailure(String message) {
    this(message, false);
  }

  private AnchorFailure(String message, boolean contradiction) {
    super(message);
    this.contradiction = contradiction;
  }

  /// The place has seen another history than this ledger's.
  static AnchorFailure contradiction(String message) {
    return new AnchorFailure(message, true);
  }

  boolean isContradiction() {
    return contradiction;
  }
}
