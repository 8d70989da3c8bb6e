package io.trustfabric.modelops.registry;

import io.trustfabric.record.Facts;
import io.trustfabric.record.Invalid;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// What is said of a model version when it is registered. Its model is made with the first one.
///
/// @param modelVersion unique within the name
/// @param tags words by name
/// @param runId the run that made it, as the tool that ran it names it
/// @param runLink where that run is looked at
/// @param trainingData where it comes from
/// @param goldenDatasetScores kept as self-reported, whatever they are
/// @param baseline what it saw of each feature when it was made; drift is measured from here
public record ModelReport(
    @NotBlank @Size(max = 200) @Pattern(regexp = TIDY, message = TIDY_MESSAGE) String name,
    @NotBlank @Size(max = 100) @Pattern(regexp = TIDY, message = TIDY_MESSAGE) String modelVersion,
    @Size(max = 10_000) String description,
    Map<String, Object> tags,
    @Size(min = 1, max = 200) String runId,
    @Size(min = 1, max = 2_000) String runLink,
    @NotBlank @Size(max = 100) String framework,
    @NotBlank @Size(max = 100) String modelType,
    @NotBlank @Size(max = 2_000) String artifactUri,
    @Pattern(regexp = Sha256.HEX, message = Sha256.MESSAGE) String artifactSha256,
    @Size(max = 100) List<@NotNull @Valid TrainingData> trainingData,
    Map<String, Object> hyperparameters,
    Map<String, Object> evaluationMetrics,
    @Size(max = 200) List<@NotNull @Valid ReportedScore> goldenDatasetScores,
    @Size(max = 1_000) List<@NotNull @Valid FairnessMetric> fairnessMetrics,
    @Size(max = 100) List<@NotNull @Valid Explanation> explainability,
    @NotBlank @Size(max = 300) String owner,
    @Size(max = 200) List<@NotNull @Valid FeatureSample> baseline,
    Map<String, Object> metadata) {

  private static final String TIDY = "\\S(.*\\S)?";
  private static final String TIDY_MESSAGE = "must have no space at either end";

  /// @throws Invalid naming what is no tag, what no baseline and which golden datasets are not
  ///   there
  void check(NamedDatasets datasets) {
    var errors = new ArrayList<Invalid.Field>();
    var features = new HashSet<String>();
    Tags.checkOfVersion(tags(), "/tags", errors);
    datasets.check(
        orEmpty(trainingData).stream().map(TrainingData::goldenDatasetId).toList(),
        "/trainingData",
        errors);
    datasets.check(
        orEmpty(goldenDatasetScores).stream().map(ReportedScore::goldenDatasetId).toList(),
        "/goldenDatasetScores",
        errors);
    for (int i = 0; i < baseline().size(); i++) {
      var sample = baseline().get(i);
      sample.values().toSample("/baseline/" + i, errors);
      if (!features.add(sample.feature())) {
        errors.add(new Invalid.Field("/baseline/" + i + "/feature", "is there twice"));
      }
    }
    if (!errors.isEmpty()) {
      throw new Invalid(errors);
    }
  }

  @Override
  public Map<String, Object> tags() {
    return Objects.requireNonNullElse(tags, Map.of());
  }

  @Override
  public List<FeatureSample> baseline() {
    return orEmpty(baseline);
  }

  ModelVersion toVersion(RegisteredModel model) {
    var version = new ModelVersion(model);
    version.modelVersion = modelVersion;
    version.description = description;
    version.tag(tags());
    version.runId = runId;
    version.runLink = runLink;
    version.framework = framework;
    version.modelType = modelType;
    version.artifactUri = artifactUri;
    version.artifactSha256 = artifactSha256;
    version.trainingData = Facts.toJson(orEmpty(trainingData));
    version.hyperparameters = Objects.requireNonNullElse(hyperparameters, Map.of());
    version.evaluationMetrics = Objects.requireNonNullElse(evaluationMetrics, Map.of());
    version.goldenDatasetScores =
        Facts.toJson(orEmpty(goldenDatasetScores).stream().map(ReportedScore::toScore).toList());
    version.fairnessMetrics = Facts.toJson(orEmpty(fairnessMetrics));
    version.explainability = Facts.toJson(orEmpty(explainability));
    version.owner = owner;
    version.baselineFeatures = baseline().stream().map(FeatureSample::feature).toList();
    if (metadata != null) {
      version.metadata = metadata;
    }
    return version;
  }

  private static <T> List<T> orEmpty(List<T> list) {
    return Objects.requireNonNullElse(list, List.of());
  }
}
