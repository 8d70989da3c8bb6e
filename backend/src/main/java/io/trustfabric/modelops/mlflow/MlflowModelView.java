package io.trustfabric.modelops.mlflow;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.trustfabric.modelops.registry.ModelVersion;
import io.trustfabric.modelops.registry.RegisteredModel;
import java.util.Comparator;
import java.util.List;

/// A registered model as MLflow's clients see it.
///
/// @param creationTimestamp milliseconds since 1970
/// @param latestVersions of each stage the version of the highest number
@JsonNaming(SnakeCaseStrategy.class)
@RegisterForReflection
public record MlflowModelView(
    String name,
    Long creationTimestamp,
    Long lastUpdatedTimestamp,
    String userId,
    String description,
    List<MlflowVersionView> latestVersions,
    List<MlflowTag> tags,
    List<MlflowAlias> aliases) {

  /// Which version an alias means.
  @RegisterForReflection
  public record MlflowAlias(String alias, String version) {}

  /// @param latest of each stage
  static MlflowModelView of(RegisteredModel model, List<ModelVersion> latest) {
    return new MlflowModelView(
        model.name(),
        model.createdAt.toEpochMilli(),
        model.updatedAt.toEpochMilli(),
        MlflowVersionView.user(model.createdBy),
        MlflowVersionView.orEmpty(model.description),
        latest.stream().map(version -> MlflowVersionView.of(version, model)).toList(),
        MlflowTag.list(model.tags),
        model.aliases().entrySet().stream()
            .map(alias -> new MlflowAlias(alias.getKey(), alias.getValue().toString()))
            .sorted(Comparator.comparing(MlflowAlias::alias))
            .toList());
  }
}
