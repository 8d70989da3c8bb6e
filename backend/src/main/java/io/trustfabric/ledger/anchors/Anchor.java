package io.trustfabric.ledger.anchors;

import io.trustfabric.ledger.seal.SignedNote;

/// A place that keeps checkpoints. Its methods may take seconds and are called outside of
/// transactions, by one thread at a time.
interface Anchor {

  String name();

  String kind();

  /// The newest checkpoint that is kept there.
  ///
  /// @param ours the ledger's own newest one, which a witness wants to see first; null when there
  ///   is none
  Kept newest(SignedNote ours) throws AnchorFailure;

  /// What is kept.
  ///
  /// @param size of the newest checkpoint; 0 when there is none
  /// @param note the checkpoint; null where the place tells only its size
  record Kept(long size, SignedNote note) {
    static final Kept NOTHING = new Kept(0, null);
  }

  /// Hands a checkpoint over. Twice the same does no harm.
  ///
  /// @return a witness' signature on it; null where nobody signs
  SignedNote.Line put(SealedCheckpoint checkpoint) throws AnchorFailure;
}
