package io.trustfabric.quality.evaluations;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.trustfabric.record.Author;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// An evaluation as clients see it.
///
/// @param accuracy rightItems / items; a missing answer is a wrong one
/// @param accuracyLow lower bound of its Wilson 95 % interval
/// @param accuracyHigh upper bound
/// @param extraItems answers to what nobody asked; they count neither way
/// @param knownAnswers of how many items the caller knew the right answer
/// @param contaminated whether the caller knew any; then it never counts for a release
/// @param answersSha256 SHA-256 over the answers in byte order of key, each `{"actual", "key"}` in
///   RFC 8785 canonical JSON with a line feed
/// @param comparison null where there was no former run over the same items
public record EvaluationView(
    UUID id,
    Long version,
    Instant createdAt,
    Author createdBy,
    Map<String, Object> metadata,
    UUID goldenDatasetId,
    String contentSha256,
    String testedSystem,
    @Schema(nullable = true) UUID modelId,
    @Schema(nullable = true) String gitCommit,
    Long items,
    Long rightItems,
    Long missingItems,
    Long extraItems,
    Double accuracy,
    Double accuracyLow,
    Double accuracyHigh,
    EvaluationFigures figures,
    Long knownAnswers,
    Boolean contaminated,
    String answersSha256,
    @Schema(nullable = true) FormerRun comparison) {

  /// How it differs from a former run over the same items.
  ///
  /// @param former the former evaluation
  /// @param newlyWrong items that were right there and are not here
  /// @param newlyRight items that were not right there and are here
  /// @param mcnemarP two-sided p-value of McNemar's exact test
  public record FormerRun(UUID former, Long newlyWrong, Long newlyRight, Double mcnemarP) {}

  static EvaluationView of(GoldenEvaluation evaluation, ObjectMapper mapper) {
    return new EvaluationView(
        evaluation.id,
        evaluation.version,
        evaluation.createdAt,
        evaluation.createdBy,
        evaluation.metadata,
        evaluation.goldenDatasetId,
        evaluation.contentSha256,
        evaluation.testedSystem,
        evaluation.modelId,
        evaluation.gitCommit,
        evaluation.items,
        evaluation.rightItems,
        evaluation.missingItems,
        evaluation.extraItems,
        evaluation.accuracy,
        evaluation.accuracyLow,
        evaluation.accuracyHigh,
        mapper.convertValue(evaluation.figures, EvaluationFigures.class),
        evaluation.knownAnswers,
        evaluation.contaminated,
        evaluation.answersSha256,
        evaluation.formerId == null
            ? null
            : new FormerRun(
                evaluation.formerId,
                evaluation.newlyWrong,
                evaluation.newlyRight,
                evaluation.mcnemarP));
  }
}
