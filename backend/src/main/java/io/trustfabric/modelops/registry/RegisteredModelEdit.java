package io.trustfabric.modelops.registry;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.trustfabric.record.Invalid;
import io.trustfabric.web.Problem;
import io.trustfabric.web.Refusal;
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
    @NotNull Map<String, Object> tags,
    @NotNull @Size(max = MOST_ALIASES) Map<String, Object> aliases,
    @Size(max = 2_000) String reason) {

  /// How many aliases a model may have.
  public static final int MOST_ALIASES = 50;

  /// What an alias is made of.
  public static final String ALIAS = "[A-Za-z0-9][A-Za-z0-9._-]{0,99}";

  static RegisteredModelEdit of(RegisteredModel model) {
    return new RegisteredModelEdit(model.description, model.tags, model.aliases(), null);
  }

  /// Changes the model, whose row is held.
  ///
  /// @param ofProduction aliases that may mean only what is in production
  /// @throws Invalid naming every tag and alias that cannot be
  /// @throws Refusal 403 when who registered a version would make it what clients take
  void applyTo(RegisteredModel model, Set<String> ofProduction) {
    var errors = new ArrayList<Invalid.Field>();
    Tags.check(tags, "/tags", errors);
    aliases.forEach((alias, version) -> check(model, alias, version, ofProduction, errors));
    if (!errors.isEmpty()) {
      throw new Invalid(errors);
    }
    model.editedBecause(reason);
    model.description = description;
    model.tags = tags;
    model.takeAliases(aliases);
  }

  private static void check(
      RegisteredModel model,
      String alias,
      Object meant,
      Set<String> ofProduction,
      ArrayList<Invalid.Field> errors) {
    var at = "/aliases/" + Tags.pointer(alias);
    if (!alias.matches(ALIAS)) {
      errors.add(
          new Invalid.Field(at, "must be letters, digits, dots, dashes and underscores, 1 to 100"));
      return;
    }
    ModelVersion version =
        meant instanceof String text ? ModelVersion.of(model, text).orElse(null) : null;
    if (version == null) {
      errors.add(new Invalid.Field(at, "must be a version of this model"));
    } else if (ofProduction.contains(alias) && !version.isInProduction()) {
      errors.add(new Invalid.Field(at, "may only mean a version in production"));
    } else if (ofProduction.contains(alias)
        && version.isRegisteredByCaller()
        && !meant.equals(model.aliases().get(alias))) {
      throw Refusal.of(
          Problem.Kind.FORBIDDEN,
          "Who registered a version does not set an alias of production to it; another person does.");
    }
  }
}
