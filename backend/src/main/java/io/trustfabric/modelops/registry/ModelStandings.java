package io.trustfabric.modelops.registry;

import io.trustfabric.modelops.registry.ModelStanding.ModelScore;
import io.trustfabric.modelops.registry.ModelStanding.NewestVersion;
import io.trustfabric.modelops.registry.ModelStanding.ProductionVersion;
import io.trustfabric.record.EvaluatedScores;
import io.trustfabric.record.EvaluatedScores.EvaluatedScore;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Tells how models stand, many at once by as many queries as for one.
@ApplicationScoped
class ModelStandings {

  private final EvaluatedScores scores;
  private final OpenDrift drift;

  ModelStandings(EvaluatedScores scores, OpenDrift drift) {
    this.scores = scores;
    this.drift = drift;
  }

  /// @param production their versions in production, by model
  Map<UUID, ModelStanding> of(
      Collection<UUID> registeredModelIds, Map<UUID, List<ModelVersion>> production) {
    var newest =
        ModelVersion.newest(registeredModelIds).stream()
            .collect(Collectors.toMap(v -> v.registeredModelId, Function.identity()));
    var promotions =
        ModelPromotion.newest(
                production.values().stream().flatMap(List::stream).map(v -> v.id).toList())
            .stream()
            .collect(Collectors.toMap(p -> p.modelId, Function.identity(), (one, other) -> one));
    var told = scored(production, newest);
    var open = drift.of(registeredModelIds);
    var standings = new HashMap<UUID, ModelStanding>();
    for (var id : registeredModelIds) {
      standings.put(
          id,
          new ModelStanding(
              production.getOrDefault(id, List.of()).stream()
                  .map(version -> inProduction(version, promotions.get(version.id)))
                  .toList(),
              newest(newest.get(id)),
              told.get(id),
              open.getOrDefault(id, List.of())));
    }
    return standings;
  }

  /// By model: those in production speak for it, else the newest.
  private Map<UUID, ModelScore> scored(
      Map<UUID, List<ModelVersion>> production, Map<UUID, ModelVersion> newest) {
    var speaking =
        Stream.concat(
                production.values().stream().flatMap(List::stream),
                newest.values().stream()
                    .filter(version -> !production.containsKey(version.registeredModelId)))
            .collect(Collectors.toMap(version -> version.id, Function.identity()));
    return scores.of(speaking.keySet()).stream()
        .collect(
            Collectors.toMap(
                score -> speaking.get(score.modelId()).registeredModelId,
                Function.identity(),
                ModelStandings::better))
        .entrySet()
        .stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                told -> score(told.getValue(), speaking.get(told.getValue().modelId()))));
  }

  private static EvaluatedScore better(EvaluatedScore one, EvaluatedScore other) {
    return Stream.of(one, other)
        .max(
            Comparator.comparing((EvaluatedScore score) -> !score.contaminated())
                .thenComparing(EvaluatedScore::at)
                .thenComparing(EvaluatedScore::evaluationId))
        .orElseThrow();
  }

  private static ProductionVersion inProduction(ModelVersion version, ModelPromotion promotion) {
    return new ProductionVersion(
        version.id,
        version.modelVersion,
        version.rolloutPercentage(),
        version.promotedAt(),
        promotion == null ? null : promotion.createdBy,
        promotion != null && promotion.overridden);
  }

  private static NewestVersion newest(ModelVersion version) {
    return version == null
        ? null
        : new NewestVersion(version.id, version.modelVersion, version.status(), version.createdAt);
  }

  private static ModelScore score(EvaluatedScore score, ModelVersion version) {
    return new ModelScore(
        score.modelId(),
        version.modelVersion,
        score.evaluationId(),
        score.goldenDatasetId(),
        score.dataset(),
        score.dataVersion(),
        score.items(),
        score.accuracy(),
        score.low(),
        score.high(),
        score.contaminated(),
        score.at());
  }
}
