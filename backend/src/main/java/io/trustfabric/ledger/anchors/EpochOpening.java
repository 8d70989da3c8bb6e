package io.trustfabric.ledger.anchors;

import com.fasterxml.jackson.databind.JsonNode;
import io.trustfabric.ledger.seal.LedgerProofs;
import io.trustfabric.record.Approval;
import io.trustfabric.record.ApprovalStatus;
import io.trustfabric.record.Approvals;
import io.trustfabric.record.ApprovedAction;
import io.trustfabric.record.Clock;
import io.trustfabric.record.Conflict;
import io.trustfabric.record.TrustRecord;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.UUID;

/// Two people go on with a ledger that lost lines.
@ApplicationScoped
public class EpochOpening implements ApprovedAction {

  static final String ACTION = "ledger_epoch.open";

  private final Approvals approvals;
  private final AnchorStates states;
  private final LedgerProofs ledger;

  EpochOpening(Approvals approvals, AnchorStates states, LedgerProofs ledger) {
    this.approvals = approvals;
    this.states = states;
    this.ledger = ledger;
  }

  @Override
  public String action() {
    return ACTION;
  }

  /// Asks for a new epoch.
  ///
  /// @throws Conflict when no place is ahead of the ledger, or it was asked for already
  Approval propose(String reason) {
    var head = ledger.head();
    var ahead =
        states.all().values().stream()
            .filter(state -> state.isAheadOf(head.epoch()))
            .max(
                Comparator.comparing(AnchorState::aheadEpoch).thenComparing(AnchorState::aheadSize))
            .orElseThrow(
                () -> new Conflict("The ledger is behind no place that keeps checkpoints."));
    if (LedgerEpoch.count("status", EpochStatus.PROPOSED) > 0) {
      throw new Conflict("This already waits for a second person's decision.");
    }
    var highest =
        LedgerEpoch.<LedgerEpoch>find("order by number desc")
            .firstResultOptional()
            .map(epoch -> epoch.number)
            .orElse(1);
    var epoch = new LedgerEpoch(Math.max(highest, ahead.aheadEpoch()) + 1);
    epoch.persistAndFlush();
    var lost = LostLines.of(ahead, head, ledger.origin());
    return approvals.request(ACTION, epoch, lost.payload(), reason);
  }

  @Override
  public TrustRecord find(UUID id) {
    return LedgerEpoch.findById(id);
  }

  @Override
  public void carryOut(TrustRecord record, JsonNode payload, String reason) {
    ((LedgerEpoch) record).open(LostLines.of(payload), Clock.now(), reason);
  }

  @Override
  public void leaveBe(UUID id, ApprovalStatus how) {
    LedgerEpoch.<LedgerEpoch>findById(id).reject();
  }
}
