package io.trustfabric.modelops.registry;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.math.BigDecimal;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// A score on a golden dataset.
///
/// @param provenance who worked it out; what a reporter says of itself counts for no release
@RegisterForReflection
public record GoldenScore(
    @Schema(nullable = true) UUID goldenDatasetId,
    String dataset,
    String metric,
    BigDecimal score,
    Provenance provenance) {

  /// Who worked a score out.
  public enum Provenance {
    @JsonProperty("self_reported")
    SELF_REPORTED
  }
}
