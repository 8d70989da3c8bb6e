package io.trustfabric.compliance.evidence;

import io.trustfabric.compliance.catalogs.Framework;
import io.trustfabric.record.Author;
import io.trustfabric.record.Clock;
import io.trustfabric.web.BesideRecord;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// A piece of evidence as clients see it.
///
/// @param controls others that it serves beside the one it was made for
/// @param nextStatuses where a person may take it from here
/// @param inDate whether now lies between effectiveFrom and effectiveTo
/// @param covers whether it counts for its controls now: approved, and in date
/// @param reviewOverdue whether its next review was due
/// @param revision the number of the newest revision
/// @param contentSha256 SHA-256 of all it says; whoever approves sends it back
@Schema(
    examples =
        """
        {"id": "01980f2e-7c1a-7a30-9d52-0c4b6f1a2b30", "version": 3, "createdAt": "2026-01-31T10:00:00Z",
         "createdBy": {"issuer": "https://id.example/realms/trust-fabric", "subject": "4711", "name": "Selma"},
         "updatedAt": "2026-02-02T09:30:00Z",
         "updatedBy": {"issuer": "https://id.example/realms/trust-fabric", "subject": "4712", "name": "Enzo"},
         "metadata": {}, "framework": "soc2", "controlId": "CC6.1",
         "controls": [{"framework": "iso27001", "controlId": "A.5.15"}], "title": "Access policy",
         "description": "Who may reach what, and who decides.", "evidenceType": "policy", "status": "approved",
         "nextStatuses": [{"status": "superseded", "reasonRequired": false}, {"status": "revoked", "reasonRequired": true}],
         "owner": "Security", "rationale": null, "effectiveFrom": "2026-02-01T00:00:00Z",
         "effectiveTo": "2027-02-01T00:00:00Z", "nextReviewDueAt": "2026-08-01T00:00:00Z", "inDate": true, "covers": true,
         "reviewOverdue": false, "revision": 2,
         "contentSha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
         "submittedAt": "2026-02-01T08:00:00Z",
         "submittedBy": {"issuer": "https://id.example/realms/trust-fabric", "subject": "4711", "name": "Selma"},
         "approvedAt": "2026-02-02T09:30:00Z",
         "approvedBy": {"issuer": "https://id.example/realms/trust-fabric", "subject": "4712", "name": "Enzo"},
         "supersededById": null, "links": [], "files": []}
        """)
public record EvidenceView(
    UUID id,
    Long version,
    Instant createdAt,
    Author createdBy,
    Instant updatedAt,
    Author updatedBy,
    Map<String, Object> metadata,
    Framework framework,
    String controlId,
    List<ServedControl> controls,
    String title,
    @Schema(nullable = true) String description,
    EvidenceType evidenceType,
    EvidenceStatus status,
    List<EvidenceStep> nextStatuses,
    @Schema(nullable = true) String owner,
    @Schema(nullable = true) String rationale,
    Instant effectiveFrom,
    @Schema(nullable = true) Instant effectiveTo,
    Instant nextReviewDueAt,
    @BesideRecord Boolean inDate,
    @BesideRecord Boolean covers,
    @BesideRecord Boolean reviewOverdue,
    Long revision,
    String contentSha256,
    @Schema(nullable = true) Instant submittedAt,
    @Schema(nullable = true) Author submittedBy,
    @Schema(nullable = true) Instant approvedAt,
    @Schema(nullable = true) Author approvedBy,
    @Schema(nullable = true) UUID supersededById,
    List<LinkedRecord> links,
    @BesideRecord List<EvidenceFileView> files) {

  /// A status that may follow.
  public record EvidenceStep(EvidenceStatus status, Boolean reasonRequired) {}

  /// A record that bears it out, in the state it was taken in.
  ///
  /// @param stateSha256 digest of that state, as the ledger has it
  public record LinkedRecord(
      String recordType, UUID recordId, Long recordVersion, String stateSha256) {

    static LinkedRecord of(Map<String, Object> link) {
      return new LinkedRecord(
          link.get("recordType").toString(),
          UUID.fromString(link.get("recordId").toString()),
          ((Number) link.get("recordVersion")).longValue(),
          link.get("stateSha256").toString());
    }
  }

  static EvidenceView of(ComplianceEvidence evidence, List<EvidenceFile> files) {
    var now = Clock.now();
    var inDate =
        !evidence.effectiveFrom.isAfter(now)
            && (evidence.effectiveTo == null || evidence.effectiveTo.isAfter(now));
    return new EvidenceView(
        evidence.id,
        evidence.version,
        evidence.createdAt,
        evidence.createdBy,
        evidence.updatedAt,
        evidence.updatedBy,
        evidence.metadata,
        evidence.framework,
        evidence.controlId,
        evidence.controls.stream().skip(1).map(ServedControl::of).toList(),
        evidence.title,
        evidence.description,
        evidence.evidenceType,
        evidence.status(),
        steps(evidence.status()),
        evidence.owner,
        evidence.rationale,
        evidence.effectiveFrom,
        evidence.effectiveTo,
        evidence.nextReviewDueAt,
        inDate,
        inDate && evidence.status() == EvidenceStatus.APPROVED,
        evidence.nextReviewDueAt.isBefore(now),
        evidence.revision(),
        evidence.contentSha256(),
        evidence.submittedAt(),
        evidence.submittedBy(),
        evidence.approvedAt(),
        evidence.approvedBy(),
        evidence.supersededById(),
        evidence.links.stream().map(LinkedRecord::of).toList(),
        files.stream().map(EvidenceFileView::of).toList());
  }

  private static List<EvidenceStep> steps(EvidenceStatus status) {
    return status.nextByPeople().stream()
        .map(next -> new EvidenceStep(next, status.needsReason(next)))
        .toList();
  }
}
