package io.trustfabric.modelops.registry;

import io.trustfabric.record.Conflict;
import io.trustfabric.record.EvaluatedScores;
import io.trustfabric.record.EvaluatedScores.EvaluatedScore;
import io.trustfabric.record.Invalid;
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
import java.util.stream.Stream;

/// Registers versions, and shows them with what belongs to them.
@ApplicationScoped
public class ModelRegistry {

  private final NamedDatasets datasets;
  private final EvaluatedScores scores;
  private final ModelStandings standings;
  private final EntityManager entityManager;

  ModelRegistry(
      NamedDatasets datasets,
      EvaluatedScores scores,
      ModelStandings standings,
      EntityManager entityManager) {
    this.datasets = datasets;
    this.scores = scores;
    this.standings = standings;
    this.entityManager = entityManager;
  }

  @Transactional
  ModelVersion register(ModelReport report) {
    report.check(datasets);
    hold(report.name());
    return register(
        RegisteredModel.named(report.name()).orElseGet(() -> make(report.name())), report);
  }

  /// Registers the next version by number of a model that is there.
  ///
  /// @param report what is said of it, given its number
  /// @return null when there is no model of that name
  @Transactional
  public ModelVersion registerNext(String name, Function<String, ModelReport> report) {
    hold(name);
    var model = RegisteredModel.named(name).orElse(null);
    if (model == null) {
      return null;
    }
    var next = report.apply(Long.toString(ModelVersion.highestNumber(model) + 1));
    next.check(datasets);
    return register(model, next);
  }

  /// Makes a model that has no version yet.
  ///
  /// @return null when there is one of that name
  @Transactional
  public RegisteredModel create(String name, String description, Map<String, Object> tags) {
    hold(name);
    if (RegisteredModel.named(name).isPresent()) {
      return null;
    }
    var model = make(name);
    model.description = description;
    model.tags = tags;
    RegisteredModel.flush();
    return model;
  }

  /// Gives a model, and each of its versions, another name.
  ///
  /// @return the model; null when there is none of the old name
  /// @throws Conflict when there is one of the new name
  @Transactional
  public RegisteredModel rename(String name, String newName) {
    Stream.of(name, newName).distinct().sorted().forEach(this::hold);
    var model = RegisteredModel.named(name).orElse(null);
    if (model == null || name.equals(newName)) {
      return model;
    }
    if (RegisteredModel.named(newName).isPresent()) {
      throw new Conflict("There is a model of that name already.");
    }
    model.renamed(newName);
    ModelVersion.all(model).forEach(version -> version.renamed(newName));
    RegisteredModel.flush();
    return model;
  }

  private ModelVersion register(RegisteredModel model, ModelReport report) {
    var version = report.toVersion(model);
    model.registered();
    version.persistAndFlush();
    if (!report.baseline().isEmpty()) {
      new ModelBaseline(version.id, report.baseline()).persistAndFlush();
    }
    return version;
  }

  private static RegisteredModel make(String name) {
    var made = new RegisteredModel(name);
    made.persist();
    return made;
  }

  /// Holds a name until the transaction ends, before the row that has it: a name nobody has yet has
  /// no row to hold, and of two who register its first version at once the second waits here.
  private void hold(String name) {
    entityManager
        .createNativeQuery(
            "SELECT CAST(pg_advisory_xact_lock(hashtextextended(?1, 0)) AS text)", String.class)
        .setParameter(1, "registered_models " + name)
        .getSingleResult();
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

  /// @throws Invalid naming every tag and golden dataset that cannot be
  void edit(ModelVersion version, ModelEdit edit) {
    edit.check(datasets);
    edit.applyTo(version);
    ModelVersion.flush();
  }

  ModelView view(ModelVersion version) {
    return ModelView.of(
        version,
        RegisteredModel.findById(version.registeredModelId),
        ModelVersion.inProduction(List.of(version.registeredModelId)),
        scores.of(List.of(version.id)));
  }

  Page<ModelView> views(Page<ModelVersion> page) {
    var ids = page.items().stream().map(version -> version.registeredModelId).distinct().toList();
    var models =
        RegisteredModel.<RegisteredModel>list("id in ?1", ids).stream()
            .collect(Collectors.toMap(model -> model.id, Function.identity()));
    var production = production(ids);
    var evaluated =
        scores.of(page.items().stream().map(version -> version.id).toList()).stream()
            .collect(Collectors.groupingBy(EvaluatedScore::modelId));
    return page.map(
        version ->
            ModelView.of(
                version,
                models.get(version.registeredModelId),
                production.getOrDefault(version.registeredModelId, List.of()),
                evaluated.getOrDefault(version.id, List.of())));
  }

  RegisteredModelView view(RegisteredModel model) {
    return modelViews(List.of(model)).apply(model);
  }

  Page<RegisteredModelView> modelViews(Page<RegisteredModel> page) {
    return page.map(modelViews(page.items()));
  }

  private Function<RegisteredModel, RegisteredModelView> modelViews(List<RegisteredModel> models) {
    var ids = models.stream().map(model -> model.id).toList();
    var production = production(ids);
    var standing = standings.of(ids, production);
    return model ->
        RegisteredModelView.of(
            model, production.getOrDefault(model.id, List.of()), standing.get(model.id));
  }

  private static Map<UUID, List<ModelVersion>> production(Collection<UUID> registeredModelIds) {
    return ModelVersion.inProduction(registeredModelIds).stream()
        .collect(Collectors.groupingBy(version -> version.registeredModelId));
  }
}
