package io.trustfabric.ledger.anchors;

import io.trustfabric.ledger.seal.Checkpoint;
import io.trustfabric.ledger.seal.Epoch;
import io.trustfabric.ledger.seal.LedgerProofs;
import io.trustfabric.ledger.seal.SealedHead;
import io.trustfabric.ledger.seal.SignedNote;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/// One place's turn.
///
/// @param ledger whose checkpoints are handed over
/// @param states where witnesses' signatures are kept
record AnchorStep(Anchor anchor, LedgerProofs ledger, AnchorStates states) {

  /// @param isNew whether the place was not asked yet since this process leads: then what it keeps
  ///   is read first
  /// @return how the place is now
  AnchorState from(AnchorState before, boolean isNew) {
    var head = ledger.head();
    try {
      var state = before;
      if (isNew || before.isAheadOf(head.epoch())) {
        state = compare(before, head);
      }
      return state.isAheadOf(head.epoch()) ? state : handOver(state, head);
    } catch (AnchorFailure e) {
      return e.isContradiction()
          ? before.isAhead(head.epoch(), head.size(), null, e.getMessage(), Instant.now())
          : before.failed(e.getMessage(), Instant.now());
    }
  }

  private AnchorState compare(AnchorState before, SealedHead head) throws AnchorFailure {
    var kept = anchor.newest(head.note());
    var epoch = kept.note() == null ? head.epoch() : epoch(kept.note(), head);
    if (epoch < head.epoch() || kept.size() == 0 || epoch == head.epoch() && has(head, kept)) {
      return before.agrees();
    }
    return before.isAhead(
        epoch,
        kept.size(),
        kept.note() == null ? null : kept.note().note(),
        "It keeps a checkpoint of %d lines that this ledger does not have.".formatted(kept.size()),
        Instant.now());
  }

  /// @throws AnchorFailure when it is not a checkpoint of this ledger
  private int epoch(SignedNote note, SealedHead head) throws AnchorFailure {
    var origin = Checkpoint.parse(note.text()).origin();
    var epoch = Epoch.of(ledger.origin(), origin);
    if (epoch == 0) {
      throw new AnchorFailure("Another ledger's checkpoint is kept there.");
    }
    if (!ledger.isSignedHere(note, head)) {
      throw new AnchorFailure("The checkpoint kept there is signed by no key of this ledger.");
    }
    return epoch;
  }

  private boolean has(SealedHead head, Anchor.Kept kept) {
    if (kept.size() > head.size()) {
      return false;
    }
    return kept.note() == null
        || Arrays.equals(ledger.root(kept.size()), Checkpoint.parse(kept.note().text()).root());
  }

  private AnchorState handOver(AnchorState state, SealedHead head) throws AnchorFailure {
    var origin = head.note() == null ? null : head.checkpoint().origin();
    if (origin == null || origin.equals(state.origin()) && head.size() <= state.size()) {
      return state;
    }
    var from = origin.equals(state.origin()) ? state.size() : 0;
    var epoch = Epoch.of(ledger.origin(), origin);
    var signature =
        anchor.put(
            new SealedCheckpoint(head.note(), epoch, from, size -> consistency(size, head.size())));
    var now = Instant.now();
    if (signature != null) {
      states.cosigned(head.size(), signature, now);
    }
    return state.took(origin, head.size(), now);
  }

  private List<byte[]> consistency(long from, long to) {
    return from == 0 ? List.of() : ledger.consistencyHashes(from, to);
  }
}
