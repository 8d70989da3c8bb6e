package io.trustfabric.compliance.evidence;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.trustfabric.record.Author;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// What a piece of evidence said at one time, as clients see it.
///
/// @param author who wrote it
/// @param approvedAt from when on it was approved
/// @param endedAt when that ended
/// @param content RFC 8785 canonical JSON whose SHA-256 is contentSha256; null in lists
@Schema(
    examples =
        """
        {"id": "01980f2e-7c1a-7a30-9d52-0c4b6f1a2b3d", "evidenceId": "01980f2e-7c1a-7a30-9d52-0c4b6f1a2b30", "number": 2,
         "contentSha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
         "controls": [{"framework": "soc2", "controlId": "CC6.1"}], "byRationale": false,
         "effectiveFrom": "2026-02-01T00:00:00Z", "effectiveTo": null, "writtenAt": "2026-01-31T10:00:00Z",
         "author": {"issuer": "https://id.example/realms/trust-fabric", "subject": "4711", "name": "Selma"},
         "submittedAt": null, "submittedBy": null, "approvedAt": null, "approvedBy": null, "endedAt": null,
         "endedBecause": null, "content": null}
        """)
@JsonInclude(JsonInclude.Include.ALWAYS)
public record EvidenceRevisionView(
    UUID id,
    UUID evidenceId,
    Long number,
    String contentSha256,
    List<ServedControl> controls,
    Boolean byRationale,
    Instant effectiveFrom,
    @Schema(nullable = true) Instant effectiveTo,
    Instant writtenAt,
    Author author,
    @Schema(nullable = true) Instant submittedAt,
    @Schema(nullable = true) Author submittedBy,
    @Schema(nullable = true) Instant approvedAt,
    @Schema(nullable = true) Author approvedBy,
    @Schema(nullable = true) Instant endedAt,
    @Schema(nullable = true) ApprovalEnd endedBecause,
    @JsonRawValue @Schema(implementation = Object.class, nullable = true) String content) {

  public static EvidenceRevisionView of(EvidenceRevision revision) {
    return of(revision, null);
  }

  static EvidenceRevisionView whole(EvidenceRevision revision) {
    return of(revision, revision.content);
  }

  private static EvidenceRevisionView of(EvidenceRevision revision, String content) {
    return new EvidenceRevisionView(
        revision.id,
        revision.evidenceId,
        revision.number,
        revision.contentSha256,
        revision.controls.stream().map(ServedControl::of).toList(),
        revision.byRationale,
        revision.effectiveFrom,
        revision.effectiveTo,
        revision.createdAt,
        revision.author,
        revision.submittedAt(),
        revision.submittedBy(),
        revision.approvedAt(),
        revision.approvedBy(),
        revision.endedAt(),
        revision.endedBecause(),
        content);
  }
}
