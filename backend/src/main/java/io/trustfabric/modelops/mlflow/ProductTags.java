package io.trustfabric.modelops.mlflow;

import io.trustfabric.modelops.registry.ModelVersion;
import io.trustfabric.modelops.registry.Tags;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// What the product knows of a version and MLflow has no field for, told by tags. Some are taken
/// when a version is created, and none is changed by a tag later.
final class ProductTags {

  static final String FRAMEWORK = Tags.RESERVED + "framework";
  static final String MODEL_TYPE = Tags.RESERVED + "model-type";
  static final String OWNER = Tags.RESERVED + "owner";
  static final String ARTIFACT_SHA256 = Tags.RESERVED + "artifact-sha256";

  /// Those that a create may say.
  static final Set<String> TAKEN = Set.of(FRAMEWORK, MODEL_TYPE, OWNER, ARTIFACT_SHA256);

  /// The fields by which tags are searched, where a tag is a field of ours.
  static final Map<String, String> FIELDS =
      Map.of(
          FRAMEWORK, "framework",
          MODEL_TYPE, "modelType",
          OWNER, "owner",
          ARTIFACT_SHA256, "artifactSha256");

  private ProductTags() {}

  static Map<String, String> of(ModelVersion version) {
    var tags = new LinkedHashMap<String, String>();
    tags.put(FRAMEWORK, version.framework);
    tags.put(MODEL_TYPE, version.modelType);
    tags.put(OWNER, version.owner);
    if (version.artifactSha256 != null) {
      tags.put(ARTIFACT_SHA256, version.artifactSha256);
    }
    tags.put(Tags.RESERVED + "id", version.id.toString());
    tags.put(Tags.RESERVED + "status", version.status().name().toLowerCase(java.util.Locale.ROOT));
    tags.put(Tags.RESERVED + "rollout-percentage", Integer.toString(version.rolloutPercentage()));
    return tags;
  }

  /// @throws MlflowError when it is a name only the product gives
  static void check(String key) {
    if (key.startsWith(Tags.RESERVED)) {
      throw MlflowError.invalid(
          "key: %s is told by the product; change it at /api/modelops/models".formatted(key));
    }
  }
}
