package io.trustfabric.modelops.mlflow;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// What MLflow's clients send about versions. Fields that are not known here are left alone.
public final class VersionRequests {

  private VersionRequests() {}

  /// @param source where its artifacts lie
  /// @param tags `trust-fabric.framework`, `.model-type`, `.owner` and `.artifact-sha256` say what
  ///   MLflow has no field for
  @JsonNaming(SnakeCaseStrategy.class)
  @JsonIgnoreProperties(ignoreUnknown = true)
  @RegisterForReflection
  @Schema(
      examples =
          """
          {"name": "ai-accountant", "source": "s3://models/ai-accountant/3", "run_id": "0a1b2c3d",
           "tags": [{"key": "trust-fabric.framework", "value": "tribuo"}]}""")
  public record MlflowCreateVersion(
      @NotBlank String name,
      @NotBlank @Size(max = 2_000) String source,
      @Size(max = 200) String runId,
      List<@NotNull @Valid MlflowTag> tags,
      @Size(max = 2_000) String runLink,
      @Size(max = 10_000) String description) {}

  /// @param description none where it is absent or empty
  @JsonNaming(SnakeCaseStrategy.class)
  @JsonIgnoreProperties(ignoreUnknown = true)
  @RegisterForReflection
  @Schema(
      examples =
          """
          {"name": "ai-accountant", "version": "3", "description": "Trained on the second quarter"}""")
  public record MlflowUpdateVersion(
      @NotBlank String name, @NotBlank String version, @Size(max = 10_000) String description) {}

  /// @param stage `None`, `Staging`, `Production` or `Archived`
  /// @param archiveExistingVersions whether what is in that stage leaves it
  /// @param comment why
  @JsonNaming(SnakeCaseStrategy.class)
  @JsonIgnoreProperties(ignoreUnknown = true)
  @RegisterForReflection
  @Schema(
      examples =
          """
          {"name": "ai-accountant", "version": "3", "stage": "Production", "archive_existing_versions": true,
           "comment": "Better on every dataset"}""")
  public record MlflowTransition(
      @NotBlank String name,
      @NotBlank String version,
      @NotBlank String stage,
      Boolean archiveExistingVersions,
      @Size(max = 2_000) String comment) {

    boolean replaces() {
      return Boolean.TRUE.equals(archiveExistingVersions);
    }
  }

  @JsonNaming(SnakeCaseStrategy.class)
  @JsonIgnoreProperties(ignoreUnknown = true)
  @RegisterForReflection
  @Schema(
      examples =
          """
          {"name": "ai-accountant", "version": "3"}""")
  public record MlflowDeleteVersion(@NotBlank String name, @NotBlank String version) {}

  @JsonNaming(SnakeCaseStrategy.class)
  @JsonIgnoreProperties(ignoreUnknown = true)
  @RegisterForReflection
  @Schema(
      examples =
          """
          {"name": "ai-accountant", "version": "3", "key": "validated", "value": "yes"}""")
  public record MlflowSetVersionTag(
      @NotBlank String name,
      @NotBlank String version,
      @NotBlank String key,
      @NotNull String value) {}

  @JsonNaming(SnakeCaseStrategy.class)
  @JsonIgnoreProperties(ignoreUnknown = true)
  @RegisterForReflection
  @Schema(
      examples =
          """
          {"name": "ai-accountant", "version": "3", "key": "validated"}""")
  public record MlflowDeleteVersionTag(
      @NotBlank String name, @NotBlank String version, @NotBlank String key) {}
}
