package io.trustfabric.modelops.registry;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.trustfabric.record.Facts;
import io.trustfabric.record.Invalid;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// The part of a version that may change: who answers for it and what was measured of it. What it
/// was made of stays.
///
/// @param reason why, where there is something to say
@RegisterForReflection
public record ModelEdit(
    @Schema(nullable = true) @Size(max = 10_000) String description,
    @NotNull Map<String, Object> tags,
    @NotBlank @Size(max = 300) String owner,
    @NotNull Map<String, Object> evaluationMetrics,
    @NotNull @Size(max = 200) List<@NotNull @Valid ReportedScore> goldenDatasetScores,
    @NotNull @Size(max = 1_000) List<@NotNull @Valid FairnessMetric> fairnessMetrics,
    @NotNull @Size(max = 100) List<@NotNull @Valid Explanation> explainability,
    @NotNull Map<String, Object> metadata,
    @Size(max = 2_000) String reason) {

  static ModelEdit of(ModelVersion version) {
    return new ModelEdit(
        version.description,
        version.tags(),
        version.owner,
        version.evaluationMetrics,
        Facts.of(version.goldenDatasetScores, GoldenScore.class).stream()
            .map(ReportedScore::of)
            .toList(),
        Facts.of(version.fairnessMetrics, FairnessMetric.class),
        Facts.of(version.explainability, Explanation.class),
        version.metadata,
        null);
  }

  /// @throws Invalid naming every tag and golden dataset that cannot be
  void check(NamedDatasets datasets) {
    var errors = new ArrayList<Invalid.Field>();
    Tags.checkOfVersion(tags, "/tags", errors);
    datasets.check(
        goldenDatasetScores.stream().map(ReportedScore::goldenDatasetId).toList(),
        "/goldenDatasetScores",
        errors);
    if (!errors.isEmpty()) {
      throw new Invalid(errors);
    }
  }

  void applyTo(ModelVersion version) {
    version.editedBecause(reason);
    version.description = description;
    version.tag(tags);
    version.owner = owner;
    version.evaluationMetrics = evaluationMetrics;
    version.goldenDatasetScores =
        Facts.toJson(goldenDatasetScores.stream().map(ReportedScore::toScore).toList());
    version.fairnessMetrics = Facts.toJson(fairnessMetrics);
    version.explainability = Facts.toJson(explainability);
    version.metadata = metadata;
  }
}
