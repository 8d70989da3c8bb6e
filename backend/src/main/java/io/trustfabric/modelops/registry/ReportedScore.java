package io.trustfabric.modelops.registry;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// A score on a golden dataset as its reporter tells it; kept as self-reported.
@RegisterForReflection
public record ReportedScore(
    @Schema(nullable = true) UUID goldenDatasetId,
    @NotBlank @Size(max = 200) String dataset,
    @NotBlank @Size(max = 100) String metric,
    @NotNull @DecimalMin("-1000000000000000") @DecimalMax("1000000000000000") BigDecimal score) {

  GoldenScore toScore() {
    return new GoldenScore(
        goldenDatasetId, dataset, metric, score, GoldenScore.Provenance.SELF_REPORTED, null);
  }

  static ReportedScore of(GoldenScore score) {
    return new ReportedScore(
        score.goldenDatasetId(), score.dataset(), score.metric(), score.score());
  }
}
