package io.trustfabric.compliance.coverage;

import io.trustfabric.compliance.evidence.ComplianceEvidence;
import io.trustfabric.compliance.evidence.EvidenceStatus;
import io.trustfabric.compliance.evidence.EvidenceType;
import io.trustfabric.compliance.evidence.ServedControl;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// A control with its evidence.
///
/// @param evidence what names it, whatever its status; the newest 200
/// @param mappedEvidence what names a control it is mapped to and not itself: shown, but it does
///   not count here
public record ControlDetail(
    ControlView control, List<ServingEvidence> evidence, List<ServingEvidence> mappedEvidence) {

  /// Evidence in a few words.
  ///
  /// @param serves the controls in question that it names
  public record ServingEvidence(
      UUID evidenceId,
      String title,
      EvidenceType evidenceType,
      EvidenceStatus status,
      Instant effectiveFrom,
      @Schema(nullable = true) Instant effectiveTo,
      Instant nextReviewDueAt,
      List<ServedControl> serves) {

    static ServingEvidence of(ComplianceEvidence evidence, List<String> keys) {
      return new ServingEvidence(
          evidence.id,
          evidence.title,
          evidence.evidenceType,
          evidence.status(),
          evidence.effectiveFrom,
          evidence.effectiveTo,
          evidence.nextReviewDueAt,
          evidence.controls.stream().filter(keys::contains).map(ServedControl::of).toList());
    }
  }
}
