package io.trustfabric.compliance.coverage;

import io.trustfabric.compliance.catalogs.Framework;
import io.trustfabric.compliance.catalogs.Obligation;
import io.trustfabric.compliance.evidence.ServedControl;
import io.trustfabric.record.Author;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// A control as clients see it: what the framework asks for, what the organisation says of it, and
/// how it stands now.
///
/// @param id of the record of what was said; null while nothing was
/// @param token the control's id as a token, for file formats that want one
/// @param obligation how it binds; null outside HIPAA
/// @param standard the HIPAA standard it specifies; null for others
/// @param byRationale whether nothing but a written rationale covers it
/// @param covering how many approved pieces of evidence in date name it
/// @param coveredUntil when the last of these ends; null where no end is known or nothing covers it
/// @param inHand how many pieces of evidence that name it are drafts, submitted or sent back
/// @param nextReviewDueAt the earliest review due of approved evidence that names it; null where
///   none does
/// @param mapsTo controls of other frameworks that ask for much the same; they cover nothing here
@Schema(
    examples =
        """
        {"framework": "iso27001", "controlId": "A.5.18", "token": "iso-5.18", "category": "organizational",
         "title": "Access rights are given, reviewed, changed and removed by the rules", "obligation": null,
         "standard": null, "id": null, "version": null, "updatedAt": null, "updatedBy": null, "metadata": {},
         "owner": null, "applicable": true, "applicabilityReason": null, "inScope": true, "state": "covered",
         "byRationale": false, "covering": 1, "coveredUntil": "2027-02-01T00:00:00Z", "inHand": 0, "nextReviewDueAt": "2026-08-01T00:00:00Z",
         "mapsTo": [{"framework": "soc2", "controlId": "CC6.2"}]}
        """)
public record ControlView(
    Framework framework,
    String controlId,
    String token,
    String category,
    String title,
    @Schema(nullable = true) Obligation obligation,
    @Schema(nullable = true) String standard,
    @Schema(nullable = true) UUID id,
    @Schema(nullable = true) Long version,
    @Schema(nullable = true) Instant updatedAt,
    @Schema(nullable = true) Author updatedBy,
    Map<String, Object> metadata,
    @Schema(nullable = true) String owner,
    Boolean applicable,
    @Schema(nullable = true) String applicabilityReason,
    Boolean inScope,
    ControlState state,
    Boolean byRationale,
    Integer covering,
    @Schema(nullable = true) Instant coveredUntil,
    Integer inHand,
    @Schema(nullable = true) Instant nextReviewDueAt,
    List<ServedControl> mapsTo) {

  static ControlView of(Standing standing, EvidenceInHand evidence) {
    var control = standing.control();
    var said = standing.said();
    return new ControlView(
        control.framework(),
        control.id(),
        control.token(),
        control.category(),
        control.title(),
        control.obligation(),
        control.standard(),
        said.version == null ? null : said.id,
        said.version,
        said.updatedAt,
        said.updatedBy,
        said.metadata,
        said.owner,
        said.applicable(),
        said.applicabilityReason(),
        standing.inScope(),
        standing.state(),
        standing.byRationale(),
        standing.covering().size(),
        standing.coveredUntil(),
        evidence.inHand(),
        evidence.nextReviewDueAt(),
        control.mapsTo().stream().map(ServedControl::of).toList());
  }
}
