package io.trustfabric.modelops.mlflow;

import io.trustfabric.modelops.registry.ModelStatus;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// How far MLflow says a version is: fewer steps than ours has.
enum Stage {
  NONE("None"),
  STAGING("Staging"),
  PRODUCTION("Production"),
  ARCHIVED("Archived");

  final String text;

  Stage(String text) {
    this.text = text;
  }

  static Stage of(ModelStatus status) {
    return switch (status) {
      case REGISTERED, VALIDATING, REJECTED -> NONE;
      case STAGING -> STAGING;
      case PRODUCTION -> PRODUCTION;
      case DEPRECATED, ARCHIVED -> ARCHIVED;
    };
  }

  /// A stage as clients write it, in whatever case.
  ///
  /// @throws MlflowError when it is none
  static Stage parse(String text) {
    return Arrays.stream(values())
        .filter(stage -> stage.text.equalsIgnoreCase(text))
        .findFirst()
        .orElseThrow(
            () ->
                MlflowError.invalid(
                    "stage: must be one of "
                        + Arrays.stream(values())
                            .map(stage -> stage.text)
                            .collect(Collectors.joining(", "))));
  }

  /// Whether versions can be used there, and so replace one another.
  boolean isActive() {
    return this == STAGING || this == PRODUCTION;
  }

  /// What the version's status becomes on its way here.
  ///
  /// @return null where no step leads here
  ModelStatus statusFrom(ModelStatus status) {
    return switch (this) {
      case NONE -> null;
      case STAGING -> ModelStatus.STAGING;
      case PRODUCTION -> ModelStatus.PRODUCTION;
      case ARCHIVED ->
          status == ModelStatus.PRODUCTION ? ModelStatus.DEPRECATED : ModelStatus.ARCHIVED;
    };
  }

  static List<Stage> all() {
    return List.of(values());
  }
}
