package io.trustfabric.compliance.evidence;

import io.trustfabric.record.Author;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// A file as clients see it; its bytes are another request.
///
/// @param mediaType as its content says
/// @param sha256 computed here; hex
/// @param addedIn the revision that it came with
/// @param removedIn the first revision without it; null while it belongs to the evidence
@Schema(
    examples =
        """
        {"id": "01980f2e-7c1a-7a30-9d52-0c4b6f1a2b3c", "evidenceId": "01980f2e-7c1a-7a30-9d52-0c4b6f1a2b30",
         "name": "access-policy.pdf", "mediaType": "application/pdf", "sizeBytes": 48213,
         "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
         "uploadedAt": "2026-01-31T10:00:00Z",
         "uploadedBy": {"issuer": "https://id.example/realms/trust-fabric", "subject": "4711", "name": "Selma"},
         "addedIn": 2, "removedIn": null}
        """)
public record EvidenceFileView(
    UUID id,
    UUID evidenceId,
    String name,
    String mediaType,
    Long sizeBytes,
    String sha256,
    Instant uploadedAt,
    Author uploadedBy,
    Long addedIn,
    @Schema(nullable = true) Long removedIn) {

  static EvidenceFileView of(EvidenceFile file) {
    return new EvidenceFileView(
        file.id,
        file.evidenceId,
        file.name,
        file.mediaType,
        file.sizeBytes,
        file.sha256,
        file.createdAt,
        file.createdBy,
        file.addedIn,
        file.removedIn());
  }
}
