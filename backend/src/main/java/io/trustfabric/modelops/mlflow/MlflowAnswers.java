package io.trustfabric.modelops.mlflow;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/// What MLflow wraps its answers in.
public final class MlflowAnswers {

  private MlflowAnswers() {}

  @JsonNaming(SnakeCaseStrategy.class)
  @RegisterForReflection
  public record MlflowModelAnswer(MlflowModelView registeredModel) {}

  /// @param nextPageToken asks for the page after this; null at the end: a client that compares by
  ///   identity takes an empty text for one more page, and would read the last one for ever
  @JsonNaming(SnakeCaseStrategy.class)
  @RegisterForReflection
  public record MlflowModelsAnswer(
      List<MlflowModelView> registeredModels, @Schema(nullable = true) String nextPageToken) {}

  @JsonNaming(SnakeCaseStrategy.class)
  @RegisterForReflection
  public record MlflowVersionAnswer(MlflowVersionView modelVersion) {}

  @JsonNaming(SnakeCaseStrategy.class)
  @RegisterForReflection
  public record MlflowLatestAnswer(List<MlflowVersionView> modelVersions) {}

  /// @param nextPageToken asks for the page after this; null at the end: a client that compares by
  ///   identity takes an empty text for one more page, and would read the last one for ever
  @JsonNaming(SnakeCaseStrategy.class)
  @RegisterForReflection
  public record MlflowVersionsAnswer(
      List<MlflowVersionView> modelVersions, @Schema(nullable = true) String nextPageToken) {}

  @JsonNaming(SnakeCaseStrategy.class)
  @RegisterForReflection
  public record MlflowUriAnswer(String artifactUri) {}

  /// Done; there is nothing to say.
  @RegisterForReflection
  public record MlflowDone() {}

  /// 200, never cached.
  static <V> RestResponse<V> ok(V answer) {
    return ResponseBuilder.ok(answer).header(HttpHeaders.CACHE_CONTROL, "no-store").build();
  }

  static RestResponse<MlflowDone> done() {
    return ok(new MlflowDone());
  }
}
