package io.trustfabric.compliance.evidence;

import io.trustfabric.record.Author;
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
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/// What a piece of evidence said at one time: who wrote it, who submitted it, and from when to when
/// it was approved. From these intervals it can be told for any past day what was covered.
@Entity
@Table(name = "evidence_revisions")
public class EvidenceRevision extends TrustRecord {

  @Column(updatable = false)
  public UUID evidenceId;

  /// Counts the revisions of one piece of evidence from 1.
  @Column(updatable = false)
  public Long number;

  /// Canonical JSON of all it says, files by their digests.
  @Personal
  @Column(updatable = false)
  public String content;

  /// SHA-256 of the content; hex.
  @Column(updatable = false)
  public String contentSha256;

  /// Keys of the controls it serves.
  @JdbcTypeCode(SqlTypes.ARRAY)
  @Column(updatable = false)
  public List<String> controls;

  /// Whether it is a written rationale in place of an addressable specification.
  @Column(updatable = false)
  public Boolean byRationale;

  @Column(updatable = false)
  public Instant effectiveFrom;

  @Column(updatable = false)
  public Instant effectiveTo;

  /// The person who wrote it: of a service account, its owner.
  @Embedded
  @AttributeOverride(name = "issuer", column = @Column(name = "author_issuer", updatable = false))
  @AttributeOverride(name = "subject", column = @Column(name = "author_subject", updatable = false))
  @AttributeOverride(name = "name", column = @Column(name = "author_name", updatable = false))
  public Author author;

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

  private Instant endedAt;

  @Enumerated(EnumType.STRING)
  private ApprovalEnd endedBecause;

  protected EvidenceRevision() {}

  /// The present content of a piece of evidence as its newest revision.
  EvidenceRevision(ComplianceEvidence evidence, EvidenceContent content, Author author) {
    identify();
    this.evidenceId = evidence.id;
    this.number = evidence.revision();
    this.content = content.json();
    this.contentSha256 = content.sha256();
    this.controls = List.copyOf(evidence.controls);
    this.byRationale = evidence.rationale != null;
    this.effectiveFrom = evidence.effectiveFrom;
    this.effectiveTo = evidence.effectiveTo;
    this.author = author;
  }

  public Instant submittedAt() {
    return submittedAt;
  }

  public Author submittedBy() {
    return submittedBy;
  }

  /// From when on it was approved; null when it never was.
  public Instant approvedAt() {
    return approvedAt;
  }

  public Author approvedBy() {
    return approvedBy;
  }

  /// When its approval ended; null while it lasts.
  public Instant endedAt() {
    return endedAt;
  }

  public ApprovalEnd endedBecause() {
    return endedBecause;
  }

  /// From when on it counts: approved, and in date.
  public Instant countsFrom() {
    return approvedAt.isAfter(effectiveFrom) ? approvedAt : effectiveFrom;
  }

  /// Until when it counts; null where no end is known.
  public Instant countsTo() {
    if (endedAt == null || effectiveTo == null) {
      return endedAt == null ? effectiveTo : endedAt;
    }
    return endedAt.isBefore(effectiveTo) ? endedAt : effectiveTo;
  }

  void submit(Author by, Instant at) {
    submittedBy = by;
    submittedAt = at;
    does("submitted");
  }

  void approve(Author by, Instant at) {
    approvedBy = by;
    approvedAt = at;
    does("approved");
  }

  void end(Instant at, ApprovalEnd why) {
    endedAt = at.isBefore(approvedAt) ? approvedAt : at;
    endedBecause = why;
    does("approval_ended");
  }

  /// Whether somebody wrote or submitted it, and so cannot be its second person.
  boolean isBy(Author person) {
    return person.isSameAs(author) || person.isSameAs(submittedBy);
  }

  /// One revision, if there is one of that number.
  public static Optional<EvidenceRevision> of(UUID evidenceId, long number) {
    return find("evidenceId = ?1 and number = ?2", evidenceId, number).firstResultOptional();
  }

  /// The revisions after the last one that was approved, the newest first.
  static List<EvidenceRevision> sinceApproval(UUID evidenceId) {
    return list(
        """
        evidenceId = ?1 and number > coalesce((select max(r.number) from EvidenceRevision r
          where r.evidenceId = ?1 and r.approvedAt is not null), 0) order by number desc
        """,
        evidenceId);
  }
}
