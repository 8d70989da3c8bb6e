package io.trustfabric.compliance.evidence;

import io.trustfabric.compliance.catalogs.Framework;
import io.trustfabric.web.NotASecret;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// New evidence, a draft.
///
/// @param controlId the control it is made for
/// @param controls others that it serves as well; it counts for those it names and for no other
/// @param owner who answers for it
/// @param rationale in place of an implementation: why addressable HIPAA specifications are not
///   implemented, and what is done instead
/// @param effectiveFrom from when on it is true
/// @param effectiveTo until when; open where it is not known
@Schema(
    examples =
        """
        {"framework": "soc2", "controlId": "CC6.1", "controls": [{"framework": "iso27001", "controlId": "A.5.15"}],
         "title": "Access policy", "description": "Who may reach what, and who decides.", "evidenceType": "policy",
         "owner": "Security", "effectiveFrom": "2026-02-01T00:00:00Z", "effectiveTo": "2027-02-01T00:00:00Z",
         "nextReviewDueAt": "2026-08-01T00:00:00Z",
         "links": [{"recordType": "secret_rotation", "recordId": "01980f2e-7c1a-7a30-9d52-0c4b6f1a2b31"}]}
        """)
public record EvidenceReport(
    @NotNull Framework framework,
    @NotBlank @Size(max = 100) String controlId,
    @Size(max = 49) List<@NotNull @Valid ServedControl> controls,
    @NotBlank @Size(max = 300) @NotASecret String title,
    @Size(max = 10_000) String description,
    @NotNull EvidenceType evidenceType,
    @Size(max = 300) @NotASecret String owner,
    @Size(max = 10_000) String rationale,
    @NotNull Instant effectiveFrom,
    Instant effectiveTo,
    @NotNull Instant nextReviewDueAt,
    @Size(max = 100) List<@NotNull @Valid LinkReport> links,
    Map<String, Object> metadata) {

  EvidenceEdit toEdit() {
    return new EvidenceEdit(
        framework,
        controlId,
        controls == null ? List.of() : controls,
        title,
        description,
        evidenceType,
        owner,
        rationale,
        effectiveFrom,
        effectiveTo,
        nextReviewDueAt,
        links == null ? List.of() : links,
        List.of(),
        metadata == null ? Map.of() : metadata,
        null);
  }
}
