package io.trustfabric.ledger.anchors;

import io.trustfabric.record.Lifecycle;
import io.trustfabric.record.TrustRecord;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.time.Instant;

/// A new beginning of a ledger that lost lines it had told of. Its first line, the one that opens
/// it, names what was lost.
@Entity
@Table(name = "ledger_epochs")
public class LedgerEpoch extends TrustRecord {

  /// From 2; the first epoch has no record.
  @Column(updatable = false)
  public Integer number;

  @Enumerated(EnumType.STRING)
  private EpochStatus status;

  /// The place that keeps the checkpoint.
  public String anchor;

  /// The last checkpoint that others know, whose ledger this is not.
  public String anchoredOrigin;

  public Long anchoredSize;

  /// In hex; null where the place told only the size.
  public String anchoredRootSha256;

  /// The first position that may be lost: this ledger has no checkpoint from there on.
  public Long lostFrom;

  /// The last position that is lost.
  public Long lostTo;

  public Instant openedAt;

  protected LedgerEpoch() {}

  LedgerEpoch(int number) {
    identify();
    this.number = number;
    this.status = EpochStatus.PROPOSED;
  }

  public EpochStatus status() {
    return status;
  }

  /// Opens it, as two people have decided: from now on this is what the ledger is.
  void open(LostLines lost, Instant now, String reason) {
    move(EpochStatus.OPENED, reason);
    anchor = lost.anchor();
    anchoredOrigin = lost.origin();
    anchoredSize = lost.size();
    anchoredRootSha256 = lost.rootSha256();
    lostFrom = lost.from();
    lostTo = lost.to();
    openedAt = now;
    does("opened");
    because(reason);
  }

  void reject() {
    move(EpochStatus.REJECTED, null);
    does("rejected");
  }

  private void move(EpochStatus to, String reason) {
    Lifecycle.check(status, to, reason);
    status = to;
  }
}
