package io.trustfabric.compliance.evidence;

import io.trustfabric.compliance.catalogs.Framework;
import io.trustfabric.record.Author;
import io.trustfabric.record.Lifecycle;
import io.trustfabric.record.Personal;
import io.trustfabric.record.TrustRecord;
import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/// One piece of evidence that controls exist and work. Each state of what it says is an {@link
/// EvidenceRevision}; its status says what became of the newest one.
@Entity
@Table(name = "compliance_evidence")
public class ComplianceEvidence extends TrustRecord {

  /// The framework of the control it was made for.
  @Enumerated(EnumType.STRING)
  public Framework framework;

  /// The control it was made for.
  public String controlId;

  /// Keys of all controls it serves (`soc2/CC6.1`), the one it was made for first.
  @JdbcTypeCode(SqlTypes.ARRAY)
  public List<String> controls;

  @Personal public String title;
  @Personal public String description;

  @Enumerated(EnumType.STRING)
  public EvidenceType evidenceType;

  @Enumerated(EnumType.STRING)
  private EvidenceStatus status;

  /// Who answers for it.
  @Personal public String owner;

  /// Why addressable specifications are not implemented and what is done instead; null where the
  /// evidence shows that controls are implemented.
  @Personal public String rationale;

  /// From when on it is true.
  public Instant effectiveFrom;

  /// Until when it is true; null where no end is known.
  public Instant effectiveTo;

  public Instant nextReviewDueAt;

  /// Records of this product, each in a state of which the ledger has the digest: `recordType`,
  /// `recordId`, `recordVersion`, `stateSha256`.
  @JdbcTypeCode(SqlTypes.JSON)
  public List<Map<String, Object>> links = List.of();

  private Long revision;
  private String contentSha256;
  private Instant submittedAt;

  @Embedded
  @AttributeOverride(name = "issuer", column = @Column(name = "submitted_by_issuer"))
  @AttributeOverride(name = "subject", column = @Column(name = "submitted_by_subject"))
  @AttributeOverride(name = "name", column = @Column(name = "submitted_by_name"))
  private Author submittedBy;

  private Instant approvedAt;

  @Embedded
  @AttributeOverride(name = "issuer", column = @Column(name = "approved_by_issuer"))
  @AttributeOverride(name = "subject", column = @Column(name = "approved_by_subject"))
  @AttributeOverride(name = "name", column = @Column(name = "approved_by_name"))
  private Author approvedBy;

  private UUID supersededById;
  private Instant reviewNotedFor;

  protected ComplianceEvidence() {}

  /// Evidence that says nothing yet.
  static ComplianceEvidence begun() {
    var evidence = new ComplianceEvidence();
    evidence.identify();
    evidence.status = EvidenceStatus.DRAFT;
    evidence.revision = 0L;
    return evidence;
  }

  public EvidenceStatus status() {
    return status;
  }

  /// The number of the newest revision.
  public long revision() {
    return revision;
  }

  /// SHA-256 of all it says; hex.
  public String contentSha256() {
    return contentSha256;
  }

  /// When the newest revision was submitted; null while it was not.
  public Instant submittedAt() {
    return submittedAt;
  }

  public Author submittedBy() {
    return submittedBy;
  }

  /// When the newest revision was approved; null while it was not.
  public Instant approvedAt() {
    return approvedAt;
  }

  public Author approvedBy() {
    return approvedBy;
  }

  public UUID supersededById() {
    return supersededById;
  }

  /// The due review of which a line was written; null while there is none.
  public Instant reviewNotedFor() {
    return reviewNotedFor;
  }

  /// It says something else now; what was approved becomes a draft.
  void revised(String contentSha256) {
    if (status == EvidenceStatus.APPROVED) {
      Lifecycle.check(status, EvidenceStatus.DRAFT, null);
      status = EvidenceStatus.DRAFT;
    }
    this.revision++;
    this.contentSha256 = contentSha256;
    this.submittedAt = null;
    this.submittedBy = null;
    this.approvedAt = null;
    this.approvedBy = null;
    if (revision > 1) {
      does("revised");
    }
  }

  void submitted(Author by, Instant at, String reason) {
    moveTo(EvidenceStatus.SUBMITTED, reason);
    submittedBy = by;
    submittedAt = at;
  }

  void approved(Author by, Instant at, String reason) {
    moveTo(EvidenceStatus.APPROVED, reason);
    approvedBy = by;
    approvedAt = at;
  }

  void supersededBy(UUID other, String reason) {
    moveTo(EvidenceStatus.SUPERSEDED, reason);
    supersededById = other;
  }

  /// Takes a step that does nothing else.
  void moveTo(EvidenceStatus to, String reason) {
    Lifecycle.check(status, to, reason);
    status = to;
    because(reason);
  }

  /// Remembers that its review being due was written down.
  void reviewNoted() {
    reviewNotedFor = nextReviewDueAt;
    does("review_due");
  }

  /// Keeps the reason of a change.
  void changedBecause(String reason) {
    because(reason);
  }
}
