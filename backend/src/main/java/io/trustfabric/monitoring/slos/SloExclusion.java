package io.trustfabric.monitoring.slos;

import io.trustfabric.monitoring.budget.Span;
import io.trustfabric.record.Lifecycle;
import io.trustfabric.record.Personal;
import io.trustfabric.record.TrustRecord;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/// Maintenance that an SLO's figures leave out, once a second person agreed.
@Entity
@Table(name = "slo_exclusions")
public class SloExclusion extends TrustRecord {

  @Column(updatable = false)
  public UUID sloId;

  @Column(updatable = false)
  public Instant startsAt;

  @Column(updatable = false)
  public Instant endsAt;

  /// Why it should not count; the second person reads it.
  @Personal
  @Column(updatable = false)
  public String reason;

  @Enumerated(EnumType.STRING)
  private ExclusionStatus status;

  protected SloExclusion() {}

  SloExclusion(UUID sloId, Span span, String reason) {
    identify();
    this.sloId = sloId;
    this.startsAt = span.from();
    this.endsAt = span.to();
    this.reason = reason;
    this.status = ExclusionStatus.REQUESTED;
  }

  public ExclusionStatus status() {
    return status;
  }

  Span span() {
    return new Span(startsAt, endsAt);
  }

  void moveTo(ExclusionStatus next, String why) {
    Lifecycle.check(status, next, why);
    status = next;
    because(why);
  }

  /// The exclusion, held until the transaction ends; null when there is none.
  static SloExclusion locked(UUID id) {
    return findById(id, LockModeType.PESSIMISTIC_WRITE);
  }
}
