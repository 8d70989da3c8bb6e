package io.trustfabric.ledger.anchors;

import io.trustfabric.ledger.seal.LedgerProofs;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// Not ready while a place keeps a checkpoint that this ledger does not have: it lost lines, and
/// nothing is sealed until two people have opened a new epoch. That a place does not answer is told
/// by its metric and changes nothing here.
@Readiness
@ApplicationScoped
public class AnchorReadiness implements HealthCheck {

  private final Anchors anchors;
  private final AnchorStates states;
  private final LedgerProofs ledger;

  AnchorReadiness(Anchors anchors, AnchorStates states, LedgerProofs ledger) {
    this.anchors = anchors;
    this.states = states;
    this.ledger = ledger;
  }

  @Override
  public HealthCheckResponse call() {
    var response = HealthCheckResponse.named("anchors").up();
    try {
      var known = states.all();
      var epoch = ledger.head().epoch();
      for (var anchor : anchors.all()) {
        var state = known.getOrDefault(anchor.name(), AnchorState.unknown(anchor.name()));
        if (state.isAheadOf(epoch)) {
          response.down().withData(anchor.name(), state.lastError());
        }
      }
      return response.build();
    } catch (IllegalStateException e) {
      return response.down().build();
    }
  }
}
