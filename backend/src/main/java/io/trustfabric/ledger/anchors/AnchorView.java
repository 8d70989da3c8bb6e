package io.trustfabric.ledger.anchors;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// A place where checkpoints are kept.
///
/// @param standing whether it has the newest checkpoint; `ahead`: it keeps one that this ledger
///   does not have
/// @param anchoredSize of the newest checkpoint it took; 0 for none
/// @param anchoredAt when it took that
/// @param lag sealed lines that it has no checkpoint of
/// @param aheadSize of the checkpoint that this ledger does not have
/// @param lastError what went wrong the last time that something did
public record AnchorView(
    String name,
    String kind,
    AnchorStanding standing,
    Long anchoredSize,
    @Schema(nullable = true) Instant anchoredAt,
    Long lag,
    @Schema(nullable = true) Long aheadSize,
    @Schema(nullable = true) String lastError,
    @Schema(nullable = true) Instant lastErrorAt) {

  /// How a place stands.
  public enum AnchorStanding {
    CURRENT,
    BEHIND,
    FAILING,
    AHEAD
  }

  static AnchorView of(Anchor anchor, AnchorState state, long sealed, int epoch) {
    var lag = Math.max(0, sealed - state.size());
    return new AnchorView(
        anchor.name(),
        anchor.kind(),
        standing(state, lag, epoch),
        state.size(),
        state.at(),
        lag,
        state.isAheadOf(epoch) ? state.aheadSize() : null,
        state.lastError(),
        state.lastErrorAt());
  }

  private static AnchorStanding standing(AnchorState state, long lag, int epoch) {
    if (state.isAheadOf(epoch)) {
      return AnchorStanding.AHEAD;
    }
    if (state.failures() > 0) {
      return AnchorStanding.FAILING;
    }
    return lag > 0 ? AnchorStanding.BEHIND : AnchorStanding.CURRENT;
  }
}
