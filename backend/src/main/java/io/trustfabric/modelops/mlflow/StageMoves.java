package io.trustfabric.modelops.mlflow;

import io.trustfabric.modelops.mlflow.MlflowError.Code;
import io.trustfabric.modelops.mlflow.VersionRequests.MlflowTransition;
import io.trustfabric.modelops.registry.ModelMove;
import io.trustfabric.modelops.registry.ModelStatus;
import io.trustfabric.modelops.registry.ModelVersion;
import io.trustfabric.modelops.registry.ModelsConfig;
import io.trustfabric.modelops.registry.RegisteredModel;
import io.trustfabric.modelops.registry.RegisteredModelEdit;
import io.trustfabric.modelops.registry.Rollout;
import io.trustfabric.record.ForbiddenTransition;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/// Moves versions as MLflow's clients ask for it, each move one that the registry's own statuses
/// allow. Runs in the caller's transaction, with the model's row held.
@ApplicationScoped
public class StageMoves {

  /// Why, where a client says nothing and a reason is needed.
  private static final String REASON = "Asked for through the MLflow API.";

  /// From these an archived version is one step away.
  private static final Set<ModelStatus> ARCHIVABLE =
      EnumSet.of(ModelStatus.REGISTERED, ModelStatus.STAGING, ModelStatus.DEPRECATED);

  /// Nothing is left to be archived of these.
  private static final Set<ModelStatus> ENDED =
      EnumSet.of(ModelStatus.ARCHIVED, ModelStatus.REJECTED);

  private final Rollout rollout;
  private final ModelsConfig config;

  StageMoves(Rollout rollout, ModelsConfig config) {
    this.rollout = rollout;
    this.config = config;
  }

  /// @throws AwaitsSecondPerson when another person has to agree
  /// @throws ForbiddenTransition when no allowed step leads there
  void move(ModelVersion version, MlflowTransition asked) {
    var stage = Stage.parse(asked.stage());
    if (asked.replaces() && !stage.isActive()) {
      throw MlflowError.invalid("archive_existing_versions: goes with Staging and Production only");
    }
    var reason = asked.comment() == null || asked.comment().isBlank() ? REASON : asked.comment();
    if (stage == Stage.PRODUCTION) {
      promote(version, asked.replaces(), reason, null);
      return;
    }
    if (Stage.of(version.status()) != stage) {
      var status = stage.statusFrom(version.status());
      if (status == null) {
        throw new ForbiddenTransition(version.status(), List.copyOf(version.status().next()));
      }
      rollout.move(version, new ModelMove(status, null, reason));
    }
    if (asked.replaces()) {
      archiveStagedBeside(version, reason);
    }
  }

  /// @param alias of production, that the version gets; null for none
  private void promote(ModelVersion version, boolean replaces, String reason, String alias) {
    var incumbents =
        ModelVersion.inProduction(List.of(version.registeredModelId)).stream()
            .filter(other -> other != version)
            .toList();
    if (version.isInProduction() && (!replaces || incumbents.isEmpty())) {
      return;
    }
    if (!replaces && !incumbents.isEmpty() && version.status() == ModelStatus.STAGING) {
      throw new MlflowError(
          Code.INVALID_STATE,
          "Version %s is in Production. Say archive_existing_versions, or share production by percentages: PATCH /api/modelops/models/%s/status."
              .formatted(incumbents.getFirst().modelVersion, version.id));
    }
    var move = new ModelMove(ModelStatus.PRODUCTION, null, reason);
    if (rollout.needsSecondPerson(version, move)) {
      var waiting = rollout.waiting(version);
      throw new AwaitsSecondPerson(waiting == null ? rollout.ask(version, move, alias) : waiting);
    }
    rollout.move(version, move);
  }

  private void archiveStagedBeside(ModelVersion version, String reason) {
    List<ModelVersion> staged =
        ModelVersion.list(
            "registeredModelId = ?1 and status = ?2 and id <> ?3 order by id",
            version.registeredModelId,
            ModelStatus.STAGING,
            version.id);
    staged.forEach(other -> rollout.move(other, new ModelMove(ModelStatus.ARCHIVED, null, reason)));
  }

  /// Archives a version, which takes its aliases with it; nothing is deleted.
  ///
  /// @throws ForbiddenTransition when it is in production, or being validated
  void archive(RegisteredModel model, ModelVersion version) {
    if (version.status() != ModelStatus.ARCHIVED) {
      rollout.move(version, new ModelMove(ModelStatus.ARCHIVED, null, REASON));
    }
    model.removeAliasesOf(version.modelVersion);
  }

  /// Archives all versions of a model; nothing is deleted.
  ///
  /// @throws MlflowError naming those that cannot be, and then none is
  void archiveAll(RegisteredModel model) {
    var versions = ModelVersion.all(model);
    var busy =
        versions.stream()
            .filter(one -> !ARCHIVABLE.contains(one.status()) && !ENDED.contains(one.status()))
            .map(one -> "%s (%s)".formatted(one.modelVersion, lower(one.status())))
            .collect(Collectors.joining(", "));
    if (!busy.isEmpty()) {
      throw new MlflowError(
          Code.INVALID_STATE, "Some versions cannot be archived now: %s.".formatted(busy));
    }
    versions.stream()
        .filter(one -> ARCHIVABLE.contains(one.status()))
        .forEach(one -> rollout.move(one, new ModelMove(ModelStatus.ARCHIVED, null, REASON)));
    versions.forEach(one -> model.removeAliasesOf(one.modelVersion));
    model.touch("archived");
  }

  /// Lets an alias mean a version. One of production does so by a promotion, where the version is
  /// not there yet.
  ///
  /// @throws AwaitsSecondPerson when another person has to agree
  /// @throws MlflowError when who registered the version would make it what clients take
  void setAlias(RegisteredModel model, ModelVersion version, String alias) {
    checkAlias(model, alias);
    if (version.modelVersion.equals(model.aliases().get(alias))) {
      return;
    }
    if (config.productionAliases().contains(alias)) {
      if (!version.isInProduction()) {
        promote(version, true, REASON, alias);
      } else if (version.isRegisteredByCaller()) {
        throw new MlflowError(
            Code.PERMISSION_DENIED,
            "Who registered version %s does not make it %s: another person sets an alias of production."
                .formatted(version.modelVersion, alias));
      }
    }
    model.setAlias(alias, version.modelVersion);
  }

  private static void checkAlias(RegisteredModel model, String alias) {
    if (!alias.matches(RegisteredModelEdit.ALIAS)) {
      throw MlflowError.invalid(
          "alias: must be letters, digits, dots, dashes and underscores, 1 to 100");
    }
    if (alias.equalsIgnoreCase("latest") || alias.matches("[vV][0-9]+")) {
      throw MlflowError.invalid("alias: is a name that MLflow keeps for itself");
    }
    if (model.aliases().size() >= RegisteredModelEdit.MOST_ALIASES
        && !model.aliases().containsKey(alias)) {
      throw MlflowError.invalid("alias: a model has at most 50");
    }
  }

  private static String lower(ModelStatus status) {
    return Objects.toString(status).toLowerCase(java.util.Locale.ROOT);
  }
}
