package io.trustfabric.quality.evaluations;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// Answers to a version's cases. In lines of JSON this is the first line, without `predictions`,
/// and each line after it is a prediction.
///
/// @param testedSystem what gave the answers, with its version
/// @param modelId the model version that gave them
/// @param against the former evaluation to compare with, over the same items; without it, the
///   newest one of the same system
/// @param predictions at most one for each key; taken as they come in
@RegisterForReflection
public record EvaluationReport(
    @NotBlank @Size(max = 200) String testedSystem,
    UUID modelId,
    @Size(min = 1, max = 100) String gitCommit,
    UUID against,
    Map<String, Object> metadata,
    List<Prediction> predictions) {

  /// One answer.
  ///
  /// @param key the item it answers
  /// @param actual the answer; any JSON but null
  @Schema(requiredProperties = {"key", "actual"})
  public record Prediction(String key, Object actual) {}

  void describe(GoldenEvaluation evaluation) {
    evaluation.testedSystem = testedSystem;
    evaluation.modelId = modelId;
    evaluation.gitCommit = gitCommit;
    if (metadata != null) {
      evaluation.metadata = metadata;
    }
  }
}
