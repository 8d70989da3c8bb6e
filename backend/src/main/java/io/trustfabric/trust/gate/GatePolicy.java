package io.trustfabric.trust.gate;

import io.trustfabric.record.Clock;
import io.trustfabric.record.Conflict;
import io.trustfabric.record.Facts;
import io.trustfabric.record.Lifecycle;
import io.trustfabric.record.Personal;
import io.trustfabric.record.TrustRecord;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/// One version of what a model version must show before it goes into production. What it demands
/// never changes; the next version supersedes it.
@Entity
@Table(name = "gate_policies")
public class GatePolicy extends TrustRecord {

  @Enumerated(EnumType.STRING)
  private GatePolicyStatus status;

  /// Counts what was ever in force; null before.
  private Long number;

  /// The number that was in force when it was proposed; 0 for none.
  @Column(updatable = false)
  private Long basedOn;

  @JdbcTypeCode(SqlTypes.JSON)
  @Column(updatable = false)
  private List<Map<String, Object>> datasets;

  /// Regression suites that must have run.
  @JdbcTypeCode(SqlTypes.ARRAY)
  @Column(updatable = false)
  public List<String> suites;

  @Column(updatable = false)
  private Long driftRecencySeconds;

  /// SLOs whose error budget must not be used up.
  @JdbcTypeCode(SqlTypes.ARRAY)
  @Column(updatable = false)
  public List<UUID> sloIds;

  /// Keys of controls that must be covered (`soc2/CC6.1`).
  @JdbcTypeCode(SqlTypes.ARRAY)
  @Column(updatable = false)
  public List<String> controls;

  /// Why it is so; the second person reads it.
  @Personal
  @Column(updatable = false)
  public String reason;

  private Instant inForceAt;
  private Instant supersededAt;

  protected GatePolicy() {}

  /// A proposal.
  ///
  /// @param basedOn the number that is in force; 0 for none
  GatePolicy(long basedOn, List<RequiredDataset> datasets, Duration driftRecency) {
    identify();
    this.status = GatePolicyStatus.PROPOSED;
    this.basedOn = basedOn;
    this.datasets = Facts.toJson(datasets);
    this.driftRecencySeconds = driftRecency.toSeconds();
    does("proposed");
  }

  public GatePolicyStatus status() {
    return status;
  }

  /// Counts what was ever in force; null before.
  public Long number() {
    return number;
  }

  public long basedOn() {
    return basedOn;
  }

  public List<RequiredDataset> datasets() {
    return Facts.of(datasets, RequiredDataset.class);
  }

  /// How long ago drift may have been looked for last.
  public Duration driftRecency() {
    return Duration.ofSeconds(driftRecencySeconds);
  }

  public Instant inForceAt() {
    return inForceAt;
  }

  public Instant supersededAt() {
    return supersededAt;
  }

  /// Comes into force in the place of the one that was there when it was proposed.
  ///
  /// @throws Conflict when that is another one now
  void putInForce(String why) {
    var former = inForce().orElse(null);
    if ((former == null ? 0 : former.number) != basedOn) {
      throw new Conflict("Another policy has come into force since this was proposed.");
    }
    Lifecycle.check(status, GatePolicyStatus.IN_FORCE, why);
    if (former != null) {
      former.status = GatePolicyStatus.SUPERSEDED;
      former.supersededAt = Clock.now();
      former.does("superseded");
      flush();
    }
    status = GatePolicyStatus.IN_FORCE;
    number = basedOn + 1;
    inForceAt = Clock.now();
    does("put_in_force");
    because(why);
  }

  /// Was not agreed to.
  void leave(GatePolicyStatus how) {
    Lifecycle.check(status, how, null);
    status = how;
  }

  /// The policy in force; empty when there is none.
  static Optional<GatePolicy> inForce() {
    return find("status", GatePolicyStatus.IN_FORCE).firstResultOptional();
  }

  /// The proposal that waits; empty when there is none.
  static Optional<GatePolicy> proposed() {
    return find("status", GatePolicyStatus.PROPOSED).firstResultOptional();
  }

  /// The policy, held until the transaction ends; null when there is none of that id.
  static GatePolicy locked(UUID id) {
    return findById(id, LockModeType.PESSIMISTIC_WRITE);
  }
}
