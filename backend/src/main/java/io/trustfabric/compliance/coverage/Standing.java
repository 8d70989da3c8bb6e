package io.trustfabric.compliance.coverage;

import io.trustfabric.compliance.catalogs.CatalogControl;
import io.trustfabric.compliance.catalogs.ComplianceControl;
import io.trustfabric.compliance.evidence.EvidenceRevision;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/// One control at one time.
///
/// @param said what the organisation says of it
/// @param inScope whether its category counts
/// @param covering revisions that were approved and in date then, and name it
public record Standing(
    CatalogControl control,
    ComplianceControl said,
    boolean inScope,
    List<EvidenceRevision> covering) {

  public ControlState state() {
    if (!control.isServed()) {
      return ControlState.BY_SPECIFICATIONS;
    }
    if (!inScope) {
      return ControlState.OUT_OF_SCOPE;
    }
    if (!said.applicable()) {
      return ControlState.NOT_APPLICABLE;
    }
    return covering.isEmpty() ? ControlState.UNCOVERED : ControlState.COVERED;
  }

  public boolean applies() {
    return is(ControlState.COVERED) || is(ControlState.UNCOVERED);
  }

  public boolean is(ControlState state) {
    return state() == state;
  }

  /// Whether nothing but a written rationale covers it.
  public boolean byRationale() {
    return is(ControlState.COVERED) && covering.stream().allMatch(r -> r.byRationale);
  }

  /// When the last of what covers it ends; null when no end is known, or nothing covers it.
  Instant coveredUntil() {
    var ends = covering.stream().map(EvidenceRevision::countsTo).toList();
    return ends.stream().anyMatch(Objects::isNull)
        ? null
        : ends.stream().max(Comparator.naturalOrder()).orElse(null);
  }
}
