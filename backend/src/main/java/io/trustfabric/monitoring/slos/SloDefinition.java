package io.trustfabric.monitoring.slos;

import io.trustfabric.monitoring.budget.SloPeriod;
import io.trustfabric.record.Clock;
import io.trustfabric.record.Lifecycle;
import io.trustfabric.record.Personal;
import io.trustfabric.record.TrustRecord;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/// What a service promises: which share of what it does is good, over which period. What it is
/// called and what it measures stays; what is promised may change, and all figures with it.
@Entity
@Table(name = "slo_definitions")
public class SloDefinition extends TrustRecord {

  @Column(updatable = false)
  public String service;

  @Column(updatable = false)
  public String name;

  @Personal public String description;

  @Enumerated(EnumType.STRING)
  @Column(updatable = false)
  public SloType sloType;

  /// The least share that is good; of `error_rate` the largest share that is bad. Between 0 and 1,
  /// with up to 12 decimals.
  public BigDecimal target;

  @Enumerated(EnumType.STRING)
  public SloPeriod period;

  /// IANA name of the zone in which calendar periods start; plays no part in rolling ones.
  public String timeZone;

  /// What latency or age is still good, in milliseconds; null where nobody said.
  public BigDecimal thresholdMs;

  /// Who answers for it.
  @Personal public String owner;

  @JdbcTypeCode(SqlTypes.ARRAY)
  public List<String> tags;

  @Enumerated(EnumType.STRING)
  public SloSource source;

  /// PromQL that counts good events, where they are read from Prometheus.
  public String goodQuery;

  /// PromQL that counts all events, where they are read from Prometheus.
  public String totalQuery;

  @Enumerated(EnumType.STRING)
  private SloLifecycle lifecycle;

  private Instant retiredAt;

  @Enumerated(EnumType.STRING)
  private MeasuredBy measuredBy;

  protected SloDefinition() {}

  SloDefinition(String service, String name, SloType sloType) {
    identify();
    this.service = service;
    this.name = name;
    this.sloType = sloType;
    this.lifecycle = SloLifecycle.ACTIVE;
  }

  public SloLifecycle lifecycle() {
    return lifecycle;
  }

  public Instant retiredAt() {
    return retiredAt;
  }

  public boolean isRetired() {
    return lifecycle == SloLifecycle.RETIRED;
  }

  /// What its measurements count; null before the first.
  public MeasuredBy measuredBy() {
    return measuredBy;
  }

  /// The share that has to be good: the target, or 1 minus it where it says how much may be bad.
  public BigDecimal objective() {
    return sloType.good(target);
  }

  public ZoneId zone() {
    return ZoneId.of(timeZone);
  }

  /// Retires it, or takes it up again.
  void moveTo(SloLifecycle next, String reason) {
    Lifecycle.check(lifecycle, next, reason);
    lifecycle = next;
    retiredAt = next == SloLifecycle.RETIRED ? Clock.now() : null;
    does(next == SloLifecycle.RETIRED ? "retired" : "reactivated");
    because(reason);
  }

  /// Keeps what the first measurement counts, for all that follow.
  void firstMeasuredBy(MeasuredBy what) {
    measuredBy = what;
    if (version != null) {
      does("first_measured");
    }
  }

  /// Keeps the reason of an edit.
  void editedBecause(String reason) {
    because(reason);
  }

  /// The definition, held until the transaction ends; null when there is none.
  static SloDefinition locked(UUID id) {
    return findById(id, LockModeType.PESSIMISTIC_WRITE);
  }

  /// The SLO of that name, not loaded, so that it can be held before it is read.
  static Optional<UUID> idOf(String service, String name) {
    return getEntityManager()
        .createQuery(
            "select d.id from SloDefinition d where d.service = ?1 and d.name = ?2", UUID.class)
        .setParameter(1, service)
        .setParameter(2, name)
        .getResultStream()
        .findFirst();
  }
}
