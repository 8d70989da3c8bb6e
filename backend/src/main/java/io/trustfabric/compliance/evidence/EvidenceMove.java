package io.trustfabric.compliance.evidence;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// A step of a piece of evidence.
///
/// @param contentSha256 what was read; required to approve, and taken only if it is what was
///   submitted
/// @param supersededById the approved evidence that takes its place; required to supersede
/// @param reason why; required to ask for changes, to reject and to revoke
@Schema(
    examples =
        """
        {"status": "approved", "contentSha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
         "reason": "read in full"}
        """)
public record EvidenceMove(
    @NotNull EvidenceStatus status,
    @Pattern(regexp = "[0-9a-f]{64}", message = "must be 64 hexadecimal digits in lower case")
        String contentSha256,
    UUID supersededById,
    @Size(max = 2_000) String reason) {}
