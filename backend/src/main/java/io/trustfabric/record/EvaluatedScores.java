package io.trustfabric.record;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/// What evaluations of their answers say of model versions. The registry shows it; whoever
/// evaluates answers tells it.
public interface EvaluatedScores {

  /// The newest evaluation of a version over the items of one golden dataset.
  ///
  /// @param items how many were asked
  /// @param accuracy right / items
  /// @param low lower bound of its Wilson 95 % interval
  /// @param high upper bound
  /// @param contaminated whether the caller knew right answers; then it counts for no release
  record EvaluatedScore(
      UUID modelId,
      UUID evaluationId,
      UUID goldenDatasetId,
      String dataset,
      long dataVersion,
      long items,
      double accuracy,
      double low,
      double high,
      boolean contaminated,
      Instant at) {}

  /// Of each version and each dataset's contents the newest evaluation that is not contaminated, or
  /// the newest one when all are; in order of dataset.
  List<EvaluatedScore> of(Collection<UUID> modelIds);
}
