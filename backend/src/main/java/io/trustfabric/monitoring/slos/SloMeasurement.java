package io.trustfabric.monitoring.slos;

import io.trustfabric.monitoring.budget.Amount;
import io.trustfabric.monitoring.budget.Span;
import io.trustfabric.record.TrustRecord;
import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;

/// What was measured of one SLO over one window, and never changes: `windowStart <= t < windowEnd`.
/// Windows of one SLO do not overlap.
@Entity
@Immutable
@Table(name = "slo_tracking")
public class SloMeasurement extends TrustRecord {

  public UUID sloId;
  public String service;
  public String sloName;

  @Enumerated(EnumType.STRING)
  public SloType sloType;

  /// The SLO's target when this arrived.
  public BigDecimal target;

  public Instant windowStart;
  public Instant windowEnd;

  @Enumerated(EnumType.STRING)
  public MeasuredBy measuredBy;

  /// To nine decimals; null where a ratio was measured.
  public BigDecimal goodEvents;

  /// To nine decimals; null where a ratio was measured.
  public BigDecimal totalEvents;

  /// The share that was good over the window, of `error_rate` the share that was bad; null where
  /// events were counted.
  public BigDecimal measuredRatio;

  /// What the figures were when this arrived.
  @Embedded
  @AttributeOverride(name = "sli", column = @Column(name = "recorded_sli"))
  @AttributeOverride(name = "errorBudget", column = @Column(name = "recorded_error_budget"))
  @AttributeOverride(name = "burnRate", column = @Column(name = "recorded_burn_rate"))
  @AttributeOverride(name = "status", column = @Column(name = "recorded_status"))
  public AsRecorded asRecorded;

  protected SloMeasurement() {}

  SloMeasurement(SloDefinition definition, Span window) {
    identify();
    this.sloId = definition.id;
    this.service = definition.service;
    this.sloName = definition.name;
    this.sloType = definition.sloType;
    this.target = definition.target;
    this.windowStart = window.from();
    this.windowEnd = window.to();
  }

  Span window() {
    return new Span(windowStart, windowEnd);
  }

  /// All of it.
  Amount amount() {
    return within(window());
  }

  /// What of it falls into a span of time.
  Amount within(Span span) {
    if (measuredBy == MeasuredBy.EVENTS) {
      return Amount.within(span, window(), goodEvents, totalEvents);
    }
    var micros = BigDecimal.valueOf(window().micros());
    return Amount.within(span, window(), sloType.good(measuredRatio).multiply(micros), micros);
  }
}
