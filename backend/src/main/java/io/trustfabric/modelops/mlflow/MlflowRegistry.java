package io.trustfabric.modelops.mlflow;

import io.trustfabric.modelops.mlflow.MlflowAnswers.MlflowLatestAnswer;
import io.trustfabric.modelops.mlflow.VersionRequests.MlflowCreateVersion;
import io.trustfabric.modelops.registry.ModelRegistry;
import io.trustfabric.modelops.registry.ModelReport;
import io.trustfabric.modelops.registry.ModelVersion;
import io.trustfabric.modelops.registry.RegisteredModel;
import io.trustfabric.modelops.registry.Tags;
import io.trustfabric.record.Callers;
import io.trustfabric.record.Conflict;
import io.trustfabric.record.Invalid;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.validation.Validator;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.hibernate.Session;

/// Finds, makes and edits what MLflow's clients name by name and number. What it says is changed
/// runs in the caller's transaction.
@ApplicationScoped
public class MlflowRegistry {

  /// Of each model and stage the version of the highest number; the newest where none is a number.
  private static final String LATEST =
      """
      SELECT DISTINCT ON (v.registered_model_id, v.stage) v.id FROM (
        SELECT id, registered_model_id, version_number, created_at, CASE
          WHEN status IN ('registered', 'validating', 'rejected') THEN 0
          WHEN status = 'staging' THEN 1 WHEN status = 'production' THEN 2 ELSE 3 END AS stage
        FROM model_registry WHERE registered_model_id IN (:models)) v
      ORDER BY v.registered_model_id, v.stage, v.version_number DESC, v.created_at DESC, v.id DESC
      """;

  private final ModelRegistry registry;
  private final Validator validator;
  private final EntityManager entityManager;

  MlflowRegistry(ModelRegistry registry, Validator validator, EntityManager entityManager) {
    this.registry = registry;
    this.validator = validator;
    this.entityManager = entityManager;
  }

  /// @throws MlflowError when there is none
  RegisteredModel model(String name) {
    return RegisteredModel.<RegisteredModel>find("name", text("name", name))
        .firstResultOptional()
        .orElseThrow(() -> MlflowError.noModel(name));
  }

  /// The same with its row held until the transaction ends.
  RegisteredModel held(String name) {
    return RegisteredModel.named(text("name", name)).orElseThrow(() -> MlflowError.noModel(name));
  }

  /// @throws MlflowError when there is none
  ModelVersion version(RegisteredModel model, String version) {
    return ModelVersion.of(model, text("version", version))
        .orElseThrow(() -> MlflowError.noVersion(model.name(), version));
  }

  /// @throws MlflowError when the name is taken, or a tag cannot be
  RegisteredModel create(String name, String description, List<MlflowTag> tags) {
    var words = MlflowTag.map(tags);
    check(words, Tags::check);
    var model = registry.create(name, given(description), words);
    if (model == null) {
      throw MlflowError.nameTaken(name);
    }
    return model;
  }

  /// @throws MlflowError when there is none of the old name, or one of the new
  RegisteredModel rename(String name, String newName) {
    try {
      var model = registry.rename(name, newName);
      if (model == null) {
        throw MlflowError.noModel(name);
      }
      return model;
    } catch (Conflict e) {
      throw MlflowError.nameTaken(newName);
    }
  }

  /// The next version of a model that is there.
  ///
  /// @throws MlflowError when there is no such model, or what is said of it cannot be
  ModelVersion create(MlflowCreateVersion asked) {
    var tags = MlflowTag.map(asked.tags());
    var taken = new LinkedHashMap<String, String>();
    ProductTags.TAKEN.forEach(key -> taken.put(key, (String) tags.remove(key)));
    check(tags, Tags::checkOfVersion);
    var version = registry.registerNext(asked.name(), number -> report(asked, number, tags, taken));
    if (version == null) {
      throw MlflowError.noModel(asked.name());
    }
    return version;
  }

  private ModelReport report(
      MlflowCreateVersion asked,
      String number,
      Map<String, Object> tags,
      Map<String, String> taken) {
    var report =
        new ModelReport(
            asked.name(),
            number,
            given(asked.description()),
            tags,
            given(asked.runId()),
            given(asked.runLink()),
            Objects.requireNonNullElse(taken.get(ProductTags.FRAMEWORK), "mlflow"),
            Objects.requireNonNullElse(taken.get(ProductTags.MODEL_TYPE), "unspecified"),
            asked.source(),
            taken.get(ProductTags.ARTIFACT_SHA256),
            null,
            null,
            null,
            null,
            null,
            null,
            Objects.requireNonNullElse(
                taken.get(ProductTags.OWNER), MlflowVersionView.user(Callers.current().author())),
            null,
            null);
    var wrong =
        validator.validate(report).stream()
            .map(one -> one.getPropertyPath() + ": " + one.getMessage())
            .sorted()
            .collect(Collectors.joining("; "));
    if (!wrong.isEmpty()) {
      throw MlflowError.invalid(wrong);
    }
    return report;
  }

  /// Changes a model's tags.
  void tag(RegisteredModel model, Consumer<Map<String, Object>> change) {
    var tags = new LinkedHashMap<>(model.tags);
    change.accept(tags);
    check(tags, Tags::check);
    model.tags = tags;
  }

  /// Changes a version's tags.
  void tag(ModelVersion version, Consumer<Map<String, Object>> change) {
    var tags = new LinkedHashMap<>(version.tags());
    change.accept(tags);
    check(tags, Tags::checkOfVersion);
    version.tag(tags);
  }

  private interface Rule {
    void check(Map<String, Object> tags, String pointer, List<Invalid.Field> errors);
  }

  private static void check(Map<String, Object> tags, Rule rule) {
    var errors = new ArrayList<Invalid.Field>();
    rule.check(tags, "/tags", errors);
    if (!errors.isEmpty()) {
      throw new Invalid(errors);
    }
  }

  MlflowModelView view(RegisteredModel model) {
    return views(List.of(model)).getFirst();
  }

  List<MlflowModelView> views(List<RegisteredModel> models) {
    var latest = latest(models.stream().map(model -> model.id).toList());
    return models.stream()
        .map(model -> MlflowModelView.of(model, latest.getOrDefault(model.id, List.of())))
        .toList();
  }

  MlflowVersionView view(ModelVersion version) {
    return versionViews(List.of(version)).getFirst();
  }

  /// A version whose changes are written first, so that its times are told as they are kept.
  MlflowVersionView flushed(ModelVersion version) {
    entityManager.flush();
    return view(version);
  }

  /// @param stages all where none are named
  MlflowLatestAnswer latest(String name, List<String> stages) {
    var model = model(name);
    var asked =
        stages == null || stages.isEmpty()
            ? Stage.all()
            : stages.stream().map(Stage::parse).toList();
    return new MlflowLatestAnswer(
        latest(List.of(model.id)).getOrDefault(model.id, List.of()).stream()
            .filter(version -> asked.contains(Stage.of(version.status())))
            .map(version -> MlflowVersionView.of(version, model))
            .toList());
  }

  List<MlflowVersionView> versionViews(List<ModelVersion> versions) {
    var ids = versions.stream().map(version -> version.registeredModelId).distinct().toList();
    var models =
        RegisteredModel.<RegisteredModel>list("id in ?1", ids).stream()
            .collect(Collectors.toMap(model -> model.id, model -> model));
    return versions.stream()
        .map(version -> MlflowVersionView.of(version, models.get(version.registeredModelId)))
        .toList();
  }

  /// Of each of the models, by stage, the version of the highest number.
  Map<UUID, List<ModelVersion>> latest(Collection<UUID> models) {
    if (models.isEmpty()) {
      return Map.of();
    }
    var ids =
        entityManager
            .unwrap(Session.class)
            .createNativeQuery(LATEST, UUID.class)
            .setParameterList("models", models)
            .getResultList();
    return ModelVersion.<ModelVersion>list("id in ?1", ids).stream()
        .sorted(java.util.Comparator.comparing(version -> Stage.of(version.status())))
        .collect(Collectors.groupingBy(version -> version.registeredModelId));
  }

  /// A text that has to be said.
  ///
  /// @throws MlflowError when it was not, or cannot be anybody's
  static String text(String field, String value) {
    if (value == null || value.isBlank()) {
      throw MlflowError.invalid(field + ": must not be blank");
    }
    if (value.indexOf('\0') >= 0) {
      throw MlflowError.invalid(field + ": has characters that cannot be stored");
    }
    return value;
  }

  /// A text as it is kept: none where it is empty.
  static String given(String text) {
    return text == null || text.isEmpty() ? null : text;
  }
}
