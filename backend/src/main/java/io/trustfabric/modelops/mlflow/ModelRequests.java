package io.trustfabric.modelops.mlflow;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// What MLflow's clients send about models. Fields that are not known here are left alone.
public final class ModelRequests {

  static final String TIDY = "\\S(.*\\S)?";
  static final String TIDY_MESSAGE = "must have no space at either end";

  private ModelRequests() {}

  @JsonNaming(SnakeCaseStrategy.class)
  @JsonIgnoreProperties(ignoreUnknown = true)
  @RegisterForReflection
  @Schema(
      examples =
          """
          {"name": "ai-accountant", "description": "Reads invoices", "tags": [{"key": "team", "value": "platform"}]}""")
  public record MlflowCreateModel(
      @NotBlank @Size(max = 200) @Pattern(regexp = TIDY, message = TIDY_MESSAGE) String name,
      List<@NotNull @Valid MlflowTag> tags,
      @Size(max = 10_000) String description) {}

  @JsonNaming(SnakeCaseStrategy.class)
  @JsonIgnoreProperties(ignoreUnknown = true)
  @RegisterForReflection
  @Schema(
      examples =
          """
          {"name": "ai-accountant", "new_name": "invoice-reader"}""")
  public record MlflowRenameModel(
      @NotBlank String name,
      @NotBlank @Size(max = 200) @Pattern(regexp = TIDY, message = TIDY_MESSAGE) String newName) {}

  /// @param description none where it is absent or empty
  @JsonNaming(SnakeCaseStrategy.class)
  @JsonIgnoreProperties(ignoreUnknown = true)
  @RegisterForReflection
  @Schema(
      examples =
          """
          {"name": "ai-accountant", "description": "Reads invoices and receipts"}""")
  public record MlflowUpdateModel(@NotBlank String name, @Size(max = 10_000) String description) {}

  @JsonNaming(SnakeCaseStrategy.class)
  @JsonIgnoreProperties(ignoreUnknown = true)
  @RegisterForReflection
  @Schema(
      examples =
          """
          {"name": "ai-accountant"}""")
  public record MlflowDeleteModel(@NotBlank String name) {}

  @JsonNaming(SnakeCaseStrategy.class)
  @JsonIgnoreProperties(ignoreUnknown = true)
  @RegisterForReflection
  @Schema(
      examples =
          """
          {"name": "ai-accountant", "stages": ["Production"]}""")
  public record MlflowLatestVersions(
      @NotBlank String name, @Size(max = 4) List<@NotNull String> stages) {}

  @JsonNaming(SnakeCaseStrategy.class)
  @JsonIgnoreProperties(ignoreUnknown = true)
  @RegisterForReflection
  @Schema(
      examples =
          """
          {"name": "ai-accountant", "key": "team", "value": "platform"}""")
  public record MlflowSetModelTag(
      @NotBlank String name, @NotBlank String key, @NotNull String value) {}

  @JsonNaming(SnakeCaseStrategy.class)
  @JsonIgnoreProperties(ignoreUnknown = true)
  @RegisterForReflection
  @Schema(
      examples =
          """
          {"name": "ai-accountant", "key": "team"}""")
  public record MlflowDeleteModelTag(@NotBlank String name, @NotBlank String key) {}

  @JsonNaming(SnakeCaseStrategy.class)
  @JsonIgnoreProperties(ignoreUnknown = true)
  @RegisterForReflection
  @Schema(
      examples =
          """
          {"name": "ai-accountant", "alias": "champion", "version": "3"}""")
  public record MlflowSetAlias(
      @NotBlank String name, @NotBlank String alias, @NotBlank String version) {}

  @JsonNaming(SnakeCaseStrategy.class)
  @JsonIgnoreProperties(ignoreUnknown = true)
  @RegisterForReflection
  @Schema(
      examples =
          """
          {"name": "ai-accountant", "alias": "champion"}""")
  public record MlflowDeleteAlias(@NotBlank String name, @NotBlank String alias) {}
}
