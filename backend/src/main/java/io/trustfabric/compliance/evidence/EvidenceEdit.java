package io.trustfabric.compliance.evidence;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.trustfabric.compliance.catalogs.Framework;
import io.trustfabric.web.NotASecret;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// What a piece of evidence says; a change of it is a new revision.
///
/// @param controls others that it serves beside the one it was made for
/// @param links all records that bear it out; one that was there keeps the state it was taken in
/// @param fileIds all files that belong to it: one left out is let go, none can be added here
/// @param reason why, where there is something to say
@Schema(
    examples =
        """
        {"description": "Who may reach what, who decides, and how often it is looked at.", "reason": "the review of August"}
        """)
@RegisterForReflection
public record EvidenceEdit(
    @NotNull Framework framework,
    @NotBlank @Size(max = 100) String controlId,
    @NotNull @Size(max = 49) List<@NotNull @Valid ServedControl> controls,
    @NotBlank @Size(max = 300) @NotASecret String title,
    @Schema(nullable = true) @Size(max = 10_000) String description,
    @NotNull EvidenceType evidenceType,
    @Schema(nullable = true) @Size(max = 300) @NotASecret String owner,
    @Schema(nullable = true) @Size(max = 10_000) String rationale,
    @NotNull Instant effectiveFrom,
    @Schema(nullable = true) Instant effectiveTo,
    @NotNull Instant nextReviewDueAt,
    @NotNull @Size(max = 100) List<@NotNull @Valid LinkReport> links,
    @NotNull @Size(max = 50) List<@NotNull UUID> fileIds,
    @NotNull Map<String, Object> metadata,
    @Size(max = 2_000) String reason) {

  static EvidenceEdit of(ComplianceEvidence evidence, List<EvidenceFile> files) {
    return new EvidenceEdit(
        evidence.framework,
        evidence.controlId,
        evidence.controls.stream().skip(1).map(ServedControl::of).toList(),
        evidence.title,
        evidence.description,
        evidence.evidenceType,
        evidence.owner,
        evidence.rationale,
        evidence.effectiveFrom,
        evidence.effectiveTo,
        evidence.nextReviewDueAt,
        evidence.links.stream().map(LinkReport::of).toList(),
        files.stream().map(file -> file.id).toList(),
        evidence.metadata,
        null);
  }

  /// Writes the fields over; links and files are others' business.
  void applyTo(ComplianceEvidence evidence, List<String> keys) {
    evidence.framework = framework;
    evidence.controlId = controlId;
    evidence.controls = keys;
    evidence.title = title;
    evidence.description = description;
    evidence.evidenceType = evidenceType;
    evidence.owner = owner;
    evidence.rationale = rationale == null || rationale.isBlank() ? null : rationale;
    evidence.effectiveFrom = effectiveFrom;
    evidence.effectiveTo = effectiveTo;
    evidence.nextReviewDueAt = nextReviewDueAt;
    evidence.metadata = metadata;
  }
}
