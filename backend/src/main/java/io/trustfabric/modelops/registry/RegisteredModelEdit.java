package io.trustfabric.modelops.registry;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.trustfabric.record.Invalid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// The part of a model that may change.
///
/// @param tags words by name
/// @param aliases which `modelVersion` each alias means; an alias means one version
/// @param reason why, where there is something to say
@RegisterForReflection
public record RegisteredModelEdit(
    @Schema(nullable = true) @Size(max = 10_000) String description,
    @NotNull @Size(max = 100) Map<String, Object> tags,
    @NotNull @Size(max = 50) Map<String, Object> aliases,
    @Size(max = 2_000) String reason) {

  static final String ALIAS = "[A-Za-z0-9][A-Za-z0-9._-]{0,99}";

  static RegisteredModelEdit of(RegisteredModel model) {
    return new RegisteredModelEdit(model.description, model.tags, model.aliases(), null);
  }

  /// Changes the model, whose row is held.
  ///
  /// @param ofProduction aliases that may mean only what is in production
  /// @throws Invalid naming every tag and alias that cannot be
  void applyTo(RegisteredModel model, Set<String> ofProduction) {
    var errors = new ArrayList<Invalid.Field>();
    tags.forEach(
        (tag, value) -> {
          if (!(value instanceof String)) {
            errors.add(new Invalid.Field("/tags/" + pointer(tag), "must be a string"));
          }
        });
    aliases.forEach((alias, version) -> check(model, alias, version, ofProduction, errors));
    if (!errors.isEmpty()) {
      throw new Invalid(errors);
    }
    model.editedBecause(reason);
    model.description = description;
    model.tags = tags;
    model.name(aliases);
  }

  private static void check(
      RegisteredModel model,
      String alias,
      Object meant,
      Set<String> ofProduction,
      ArrayList<Invalid.Field> errors) {
    var at = "/aliases/" + pointer(alias);
    if (!alias.matches(ALIAS)) {
      errors.add(
          new Invalid.Field(at, "must be letters, digits, dots, dashes and underscores, 1 to 100"));
      return;
    }
    ModelVersion version =
        meant instanceof String text
            ? ModelVersion.find("registeredModelId = ?1 and modelVersion = ?2", model.id, text)
                .firstResult()
            : null;
    if (version == null) {
      errors.add(new Invalid.Field(at, "must be a version of this model"));
    } else if (ofProduction.contains(alias) && !version.isInProduction()) {
      errors.add(new Invalid.Field(at, "may only mean a version in production"));
    }
  }

  private static String pointer(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }
}
