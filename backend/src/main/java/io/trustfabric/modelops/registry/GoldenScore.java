package io.trustfabric.modelops.registry;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.trustfabric.record.EvaluatedScores.EvaluatedScore;
import java.math.BigDecimal;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// A score on a golden dataset.
///
/// @param provenance who worked it out; what a reporter says of itself counts for no release
/// @param evaluation what is known of one that was worked out here
@RegisterForReflection
public record GoldenScore(
    @Schema(nullable = true) UUID goldenDatasetId,
    String dataset,
    String metric,
    BigDecimal score,
    Provenance provenance,
    @Schema(nullable = true) ScoreEvaluation evaluation) {

  /// Who worked a score out.
  public enum Provenance {
    @JsonProperty("self_reported")
    SELF_REPORTED,
    @JsonProperty("evaluated")
    EVALUATED
  }

  /// The evaluation a score is from: the newest over the dataset's items, one that is not
  /// contaminated before any other.
  ///
  /// @param low lower bound of the score's Wilson 95 % interval
  /// @param high upper bound
  /// @param contaminated whether the caller knew right answers; then it counts for no release
  public record ScoreEvaluation(
      UUID id, Long dataVersion, Long items, Double low, Double high, Boolean contaminated) {}

  static GoldenScore of(EvaluatedScore score) {
    return new GoldenScore(
        score.goldenDatasetId(),
        score.dataset(),
        "accuracy",
        BigDecimal.valueOf(score.accuracy()),
        Provenance.EVALUATED,
        new ScoreEvaluation(
            score.evaluationId(),
            score.dataVersion(),
            score.items(),
            score.low(),
            score.high(),
            score.contaminated()));
  }
}
