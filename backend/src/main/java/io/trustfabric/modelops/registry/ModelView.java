package io.trustfabric.modelops.registry;

import io.trustfabric.record.Author;
import io.trustfabric.record.EvaluatedScores.EvaluatedScore;
import io.trustfabric.record.Facts;
import io.trustfabric.web.BesideRecord;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// A model version as clients see it.
///
/// @param registeredModelId the model it is a version of
/// @param goldenDatasetScores from evaluations, then what its reporter says of it
/// @param nextStatuses where it may go from here
/// @param tags words by name
/// @param runId the run that made it, as the tool that ran it names it
/// @param baselineFeatures features of which there is a baseline
/// @param aliases names that mean this version
/// @param replacesId whose share it took, and who gets it back
/// @param split how production is shared between the versions of the model: 100 together, or nobody
public record ModelView(
    UUID id,
    Long version,
    Instant createdAt,
    Author createdBy,
    Instant updatedAt,
    Author updatedBy,
    Map<String, Object> metadata,
    UUID registeredModelId,
    String name,
    String modelVersion,
    @Schema(nullable = true) String description,
    Map<String, Object> tags,
    @Schema(nullable = true) String runId,
    @Schema(nullable = true) String runLink,
    String framework,
    String modelType,
    String artifactUri,
    @Schema(nullable = true) String artifactSha256,
    List<TrainingData> trainingData,
    Map<String, Object> hyperparameters,
    Map<String, Object> evaluationMetrics,
    @BesideRecord List<GoldenScore> goldenDatasetScores,
    List<FairnessMetric> fairnessMetrics,
    List<Explanation> explainability,
    ModelStatus status,
    List<ModelStep> nextStatuses,
    Integer rolloutPercentage,
    String owner,
    List<String> baselineFeatures,
    @BesideRecord List<String> aliases,
    Author registeredBy,
    @Schema(nullable = true) UUID replacesId,
    @Schema(nullable = true) Instant promotedAt,
    @BesideRecord List<ModelShare> split) {

  /// A status that may follow.
  public record ModelStep(ModelStatus status, Boolean reasonRequired) {}

  /// One version's part of production.
  public record ModelShare(UUID id, String modelVersion, Integer rolloutPercentage) {

    static ModelShare of(ModelVersion version) {
      return new ModelShare(version.id, version.modelVersion, version.rolloutPercentage());
    }
  }

  /// @param production the model's versions in production
  /// @param evaluated what evaluations of this version's answers came to
  static ModelView of(
      ModelVersion version,
      RegisteredModel model,
      List<ModelVersion> production,
      List<EvaluatedScore> evaluated) {
    return new ModelView(
        version.id,
        version.version,
        version.createdAt,
        version.createdBy,
        version.updatedAt,
        version.updatedBy,
        version.metadata,
        version.registeredModelId,
        version.name(),
        version.modelVersion,
        version.description,
        version.tags(),
        version.runId,
        version.runLink,
        version.framework,
        version.modelType,
        version.artifactUri,
        version.artifactSha256,
        Facts.of(version.trainingData, TrainingData.class),
        version.hyperparameters,
        version.evaluationMetrics,
        scores(version, evaluated),
        Facts.of(version.fairnessMetrics, FairnessMetric.class),
        Facts.of(version.explainability, Explanation.class),
        version.status(),
        nextStatuses(version.status()),
        version.rolloutPercentage(),
        version.owner,
        version.baselineFeatures,
        model.aliasesOf(version.modelVersion),
        version.registeredBy(),
        version.replacesId(),
        version.promotedAt(),
        production.stream().map(ModelShare::of).toList());
  }

  /// What was worked out here first.
  private static List<GoldenScore> scores(ModelVersion version, List<EvaluatedScore> evaluated) {
    return Stream.concat(
            evaluated.stream().map(GoldenScore::of),
            Facts.of(version.goldenDatasetScores, GoldenScore.class).stream())
        .toList();
  }

  private static List<ModelStep> nextStatuses(ModelStatus status) {
    return status.next().stream()
        .sorted()
        .map(next -> new ModelStep(next, status.needsReason(next)))
        .toList();
  }
}
