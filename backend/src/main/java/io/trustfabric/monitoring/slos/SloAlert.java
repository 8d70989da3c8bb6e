package io.trustfabric.monitoring.slos;

import io.trustfabric.monitoring.budget.AlertPair;
import io.trustfabric.monitoring.budget.AlertSeverity;
import io.trustfabric.record.TrustRecord;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// One stretch of time during which an alert pair of an SLO fired. While it runs there is no other
/// of the same pair, which the database holds.
@Entity
@Table(name = "slo_alerts")
public class SloAlert extends TrustRecord {

  @Column(updatable = false)
  public UUID sloId;

  @Column(updatable = false)
  public String service;

  @Column(updatable = false)
  public String sloName;

  @Enumerated(EnumType.STRING)
  @Column(updatable = false)
  public AlertPair pair;

  @Enumerated(EnumType.STRING)
  @Column(updatable = false)
  public AlertSeverity severity;

  /// What both burn rates exceeded when it started.
  @Column(updatable = false)
  public BigDecimal factor;

  @Column(updatable = false)
  public BigDecimal longBurn;

  @Column(updatable = false)
  public BigDecimal shortBurn;

  @Column(updatable = false)
  public Instant startedAt;

  private Instant endedAt;

  protected SloAlert() {}

  SloAlert(SloDefinition definition, AlertPair pair, Instant startedAt) {
    identify();
    this.sloId = definition.id;
    this.service = definition.service;
    this.sloName = definition.name;
    this.pair = pair;
    this.severity = pair.severity();
    this.startedAt = startedAt;
    does("started");
  }

  /// When it was seen to fire no more; null while it fires.
  public Instant endedAt() {
    return endedAt;
  }

  /// @param at when it was seen; no earlier than it started, whatever another process's clock says
  void end(Instant at, String reason) {
    endedAt = at.isBefore(startedAt) ? startedAt : at;
    does("ended");
    because(reason);
  }

  /// The newest, whether they still fire or not.
  static List<SloAlert> newest(UUID sloId, int most) {
    return SloAlert.<SloAlert>find("sloId = ?1 order by startedAt desc, id desc", sloId)
        .page(0, most)
        .list();
  }
}
