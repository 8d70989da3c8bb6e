package io.trustfabric.modelops.mlflow;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.trustfabric.modelops.registry.ModelVersion;
import io.trustfabric.modelops.registry.RegisteredModel;
import io.trustfabric.record.Author;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// A model version as MLflow's clients see it. Texts that nobody gave are empty.
///
/// @param creationTimestamp milliseconds since 1970
/// @param currentStage `None`, `Staging`, `Production` or `Archived`
/// @param status always `READY`: a version is there at once
/// @param tags the caller's, and the product's own under `trust-fabric.`
@JsonNaming(SnakeCaseStrategy.class)
@RegisterForReflection
public record MlflowVersionView(
    String name,
    String version,
    Long creationTimestamp,
    Long lastUpdatedTimestamp,
    String userId,
    String currentStage,
    String description,
    String source,
    String runId,
    String runLink,
    String status,
    String statusMessage,
    List<MlflowTag> tags,
    List<String> aliases) {

  static MlflowVersionView of(ModelVersion version, RegisteredModel model) {
    return new MlflowVersionView(
        version.name(),
        version.modelVersion,
        version.createdAt.toEpochMilli(),
        version.updatedAt.toEpochMilli(),
        user(version.createdBy),
        Stage.of(version.status()).text,
        orEmpty(version.description),
        version.artifactUri,
        orEmpty(version.runId),
        orEmpty(version.runLink),
        "READY",
        "",
        MlflowTag.list(tags(version)),
        model.aliasesOf(version.modelVersion));
  }

  private static Map<String, Object> tags(ModelVersion version) {
    var tags = new LinkedHashMap<>(version.tags());
    ProductTags.of(version).forEach(tags::put);
    return tags;
  }

  static String user(Author author) {
    return Objects.requireNonNullElse(author.name(), author.subject());
  }

  static String orEmpty(String text) {
    return Objects.requireNonNullElse(text, "");
  }
}
