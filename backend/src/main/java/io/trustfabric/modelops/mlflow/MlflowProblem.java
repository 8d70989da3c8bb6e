package io.trustfabric.modelops.mlflow;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;

/// What MLflow's clients are told when something is refused.
@JsonNaming(SnakeCaseStrategy.class)
@RegisterForReflection
public record MlflowProblem(String errorCode, String message) {

  static MlflowProblem of(MlflowError error) {
    return new MlflowProblem(error.code().name(), error.getMessage());
  }
}
