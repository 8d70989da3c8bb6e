package io.trustfabric.ledger.anchors;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;

/// The newest checkpoint that each place off this machine took.
@ApplicationScoped
public class AnchoredCheckpoints {

  private final Anchors anchors;
  private final AnchorStates states;

  AnchoredCheckpoints(Anchors anchors, AnchorStates states) {
    this.anchors = anchors;
    this.states = states;
  }

  /// What a place took last.
  ///
  /// @param origin of that checkpoint; null when it took none
  /// @param size of that checkpoint; 0 when it took none
  /// @param at when it took it
  public record Anchored(String name, String kind, String origin, long size, Instant at) {}

  /// By name.
  public List<Anchored> newest() {
    var known = states.all();
    return anchors.all().stream()
        .map(
            anchor -> {
              var state = known.getOrDefault(anchor.name(), AnchorState.unknown(anchor.name()));
              return new Anchored(
                  anchor.name(), anchor.kind(), state.origin(), state.size(), state.at());
            })
        .toList();
  }
}
