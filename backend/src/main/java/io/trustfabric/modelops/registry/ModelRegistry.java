package io.trustfabric.modelops.registry;

import io.trustfabric.web.IfMatch;
import io.trustfabric.web.Page;
import io.trustfabric.web.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Registers versions, and shows them with what belongs to them.
@ApplicationScoped
public class ModelRegistry {

  private final EntityManager entityManager;

  ModelRegistry(EntityManager entityManager) {
    this.entityManager = entityManager;
  }

  @Transactional
  ModelVersion register(ModelReport report) {
    report.check();
    var model = model(report.name());
    var version = report.toVersion(model);
    model.registered();
    version.persistAndFlush();
    if (!report.baseline().isEmpty()) {
      new ModelBaseline(version.id, report.baseline()).persistAndFlush();
    }
    return version;
  }

  /// The model of that name, new or not, held until the transaction ends. A name that nobody has
  /// yet has no row to hold: of two who register its first version at once the second waits here.
  private RegisteredModel model(String name) {
    entityManager
        .createNativeQuery(
            "SELECT CAST(pg_advisory_xact_lock(hashtextextended(?1, 0)) AS text)", String.class)
        .setParameter(1, "registered_models " + name)
        .getSingleResult();
    return RegisteredModel.named(name)
        .orElseGet(
            () -> {
              var made = new RegisteredModel(name);
              made.persist();
              return made;
            });
  }

  /// A version with its model's row held, so that nothing of the model moves meanwhile; null when
  /// there is none. The row is taken before the version is read, which would else be an old one.
  static ModelVersion locked(UUID id) {
    var registeredModelId = ModelVersion.modelOf(id);
    if (registeredModelId == null) {
      return null;
    }
    RegisteredModel.locked(registeredModelId);
    return ModelVersion.findById(id);
  }

  /// @throws Refusal 404 when there is none, 412 when it is at another version
  static ModelVersion locked(UUID id, String ifMatch) {
    var version = locked(id);
    if (version == null) {
      throw Refusal.notFound("model version", id);
    }
    IfMatch.check(version, ifMatch);
    return version;
  }

  ModelView view(ModelVersion version) {
    return ModelView.of(
        version,
        RegisteredModel.findById(version.registeredModelId),
        ModelVersion.inProduction(List.of(version.registeredModelId)));
  }

  Page<ModelView> views(Page<ModelVersion> page) {
    var ids = page.items().stream().map(version -> version.registeredModelId).distinct().toList();
    var models =
        RegisteredModel.<RegisteredModel>list("id in ?1", ids).stream()
            .collect(Collectors.toMap(model -> model.id, Function.identity()));
    var production = production(ids);
    return page.map(
        version ->
            ModelView.of(
                version,
                models.get(version.registeredModelId),
                production.getOrDefault(version.registeredModelId, List.of())));
  }

  RegisteredModelView view(RegisteredModel model) {
    return RegisteredModelView.of(model, ModelVersion.inProduction(List.of(model.id)));
  }

  Page<RegisteredModelView> modelViews(Page<RegisteredModel> page) {
    var production = production(page.items().stream().map(model -> model.id).toList());
    return page.map(
        model -> RegisteredModelView.of(model, production.getOrDefault(model.id, List.of())));
  }

  private static Map<UUID, List<ModelVersion>> production(Collection<UUID> registeredModelIds) {
    return ModelVersion.inProduction(registeredModelIds).stream()
        .collect(Collectors.groupingBy(version -> version.registeredModelId));
  }
}
