package io.trustfabric.modelops.registry;

import io.trustfabric.modelops.drift.DriftSeverity;
import io.trustfabric.record.Author;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// How a model stands at present, over all its versions.
///
/// @param production its versions in production, the largest share first
/// @param newest the version registered last; null while there is none
/// @param score the newest evaluation of a version in production, of the newest version where none
///   is; one that is not contaminated before any other; null where nothing was evaluated
/// @param drift of each version that is neither archived nor rejected and was ever looked at, what
///   is open; the gravest first
public record ModelStanding(
    List<ProductionVersion> production,
    @Schema(nullable = true) NewestVersion newest,
    @Schema(nullable = true) ModelScore score,
    List<DriftOfVersion> drift) {

  /// A version in production.
  ///
  /// @param promotedAt since when
  /// @param promotedBy who let it; null where no promotion of it is kept
  /// @param overridden whether two admins let it although the release gate did not
  public record ProductionVersion(
      UUID id,
      String modelVersion,
      Integer rolloutPercentage,
      Instant promotedAt,
      @Schema(nullable = true) Author promotedBy,
      Boolean overridden) {}

  /// The version registered last.
  public record NewestVersion(
      UUID id, String modelVersion, ModelStatus status, Instant createdAt) {}

  /// What an evaluation of a version's answers came to.
  ///
  /// @param accuracy right / items
  /// @param low lower bound of its Wilson 95 % interval
  /// @param high upper bound
  /// @param contaminated whether the caller knew right answers; then it counts for no release
  public record ModelScore(
      UUID modelId,
      String modelVersion,
      UUID evaluationId,
      UUID goldenDatasetId,
      String dataset,
      Long dataVersion,
      Long items,
      Double accuracy,
      Double low,
      Double high,
      Boolean contaminated,
      Instant at) {}

  /// Drift of one version.
  ///
  /// @param lastLookAt when the newest look was taken
  /// @param open how many looks found drift that is open or acknowledged
  /// @param alerts how many of them are of severity high or critical
  /// @param worst the gravest of them; null where none is open
  public record DriftOfVersion(
      UUID id,
      String modelVersion,
      Instant lastLookAt,
      Long open,
      Long alerts,
      @Schema(nullable = true) DriftSeverity worst) {}
}
