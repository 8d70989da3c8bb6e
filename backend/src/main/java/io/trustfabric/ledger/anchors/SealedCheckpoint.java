package io.trustfabric.ledger.anchors;

import io.trustfabric.ledger.seal.Checkpoint;
import io.trustfabric.ledger.seal.SignedNote;
import java.util.List;
import java.util.function.LongFunction;

/// A checkpoint on its way to a place.
///
/// @param epoch in which it was signed, from 1
/// @param from the size up to which the place has seen the same ledger; 0 when it knows nothing
/// @param consistency proves that the tree of a size is this one's beginning; for a witness
record SealedCheckpoint(
    SignedNote note, int epoch, long from, LongFunction<List<byte[]>> consistency) {

  Checkpoint checkpoint() {
    return Checkpoint.parse(note.text());
  }

  /// Under what it is kept beside the others: `checkpoints/1/00000000000000000123`.
  String place() {
    return "checkpoints/%d/%020d".formatted(epoch, checkpoint().size());
  }
}
