package io.trustfabric.record;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/// One person asks, another decides: the record of a second person's yes or no.
@Entity
@Table(name = "approvals")
public class Approval extends TrustRecord {

  static final Duration OPEN_FOR = Duration.ofDays(7);

  @Column(updatable = false)
  public String action;

  @Column(updatable = false)
  public String recordType;

  @Column(updatable = false)
  public UUID recordId;

  @Column(updatable = false)
  public Long recordVersion;

  /// What exactly would be done.
  @JdbcTypeCode(SqlTypes.JSON)
  @Column(updatable = false)
  public Map<String, Object> payload;

  @Column(updatable = false)
  public String payloadSha256;

  @Enumerated(EnumType.STRING)
  private ApprovalStatus status;

  @Personal
  @Column(updatable = false)
  public String requestReason;

  @Embedded
  @AttributeOverride(name = "issuer", column = @Column(name = "requested_by_issuer"))
  @AttributeOverride(name = "subject", column = @Column(name = "requested_by_subject"))
  @AttributeOverride(name = "name", column = @Column(name = "requested_by_name"))
  public Author requestedBy;

  @Embedded
  @AttributeOverride(name = "issuer", column = @Column(name = "decided_by_issuer"))
  @AttributeOverride(name = "subject", column = @Column(name = "decided_by_subject"))
  @AttributeOverride(name = "name", column = @Column(name = "decided_by_name"))
  public Author decidedBy;

  public Instant decidedAt;

  @Personal public String decisionReason;

  @Column(updatable = false)
  public Instant expiresAt;

  protected Approval() {}

  Approval(String action, TrustRecord record, Map<String, Object> payload, String reason) {
    identify();
    this.action = action;
    this.recordType = RecordType.of(record.getClass());
    this.recordId = record.id;
    this.recordVersion = record.version;
    this.payload = payload;
    this.payloadSha256 = Canonical.sha256Hex(Canonical.bytes(payload()));
    this.status = ApprovalStatus.PENDING;
    this.requestReason = reason;
    this.requestedBy = Callers.current().principal();
    this.expiresAt = Clock.now().plus(OPEN_FOR);
    because(reason);
  }

  public ApprovalStatus status() {
    return status;
  }

  /// The payload as JSON.
  public final JsonNode payload() {
    return RecordShape.json(payload);
  }

  void decide(ApprovalStatus decision, Author by, String reason) {
    Lifecycle.check(status, decision, reason);
    status = decision;
    decidedBy = by;
    decidedAt = Clock.now();
    decisionReason = reason;
    because(reason);
  }

  void expire() {
    Lifecycle.check(status, ApprovalStatus.EXPIRED, null);
    status = ApprovalStatus.EXPIRED;
  }

  boolean isOver() {
    return Clock.now().isAfter(expiresAt);
  }
}
