package io.trustfabric.ledger.seal;

import java.util.List;

/// Where the sealed ledger stands.
///
/// @param note the newest checkpoint; null when nothing is sealed
/// @param epoch the present one, from 1
/// @param keys that ever signed
public record SealedHead(SignedNote note, int epoch, List<VerifierKey> keys) {

  /// The newest checkpoint without its signatures; null when nothing is sealed.
  public Checkpoint checkpoint() {
    return note == null ? null : Checkpoint.parse(note.text());
  }

  /// How many lines are sealed.
  public long size() {
    return note == null ? 0 : checkpoint().size();
  }
}
