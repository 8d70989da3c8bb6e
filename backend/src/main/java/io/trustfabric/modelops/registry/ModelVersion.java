package io.trustfabric.modelops.registry;

import io.trustfabric.record.Author;
import io.trustfabric.record.Callers;
import io.trustfabric.record.Clock;
import io.trustfabric.record.Lifecycle;
import io.trustfabric.record.OffLedger;
import io.trustfabric.record.Personal;
import io.trustfabric.record.TrustRecord;
import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.Formula;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/// One version of a model. What it was made of never changes; what is measured of it and who
/// answers for it may. Its share of production is changed by {@link Rollout} alone, which keeps the
/// sum.
@Entity
@Table(name = "model_registry")
public class ModelVersion extends TrustRecord {

  @Column(updatable = false)
  public UUID registeredModelId;

  private String name;

  @Column(updatable = false)
  public String modelVersion;

  /// The version as a number; 0 where it is none. The database works it out.
  @OffLedger
  @Formula("version_number")
  private Long versionNumber;

  @Personal public String description;

  /// Words by name; null when there are none.
  @JdbcTypeCode(SqlTypes.JSON)
  private Map<String, Object> tags;

  /// The run that made it, as the tool that ran it names it.
  @Column(updatable = false)
  public String runId;

  /// Where that run is looked at.
  @Column(updatable = false)
  public String runLink;

  @Column(updatable = false)
  public String framework;

  @Column(updatable = false)
  public String modelType;

  @Column(updatable = false)
  public String artifactUri;

  @Column(updatable = false)
  public String artifactSha256;

  @JdbcTypeCode(SqlTypes.JSON)
  @Column(updatable = false)
  public List<Map<String, Object>> trainingData;

  @JdbcTypeCode(SqlTypes.JSON)
  @Column(updatable = false)
  public Map<String, Object> hyperparameters;

  @JdbcTypeCode(SqlTypes.JSON)
  public Map<String, Object> evaluationMetrics;

  @JdbcTypeCode(SqlTypes.JSON)
  public List<Map<String, Object>> goldenDatasetScores;

  @JdbcTypeCode(SqlTypes.JSON)
  public List<Map<String, Object>> fairnessMetrics;

  @JdbcTypeCode(SqlTypes.JSON)
  public List<Map<String, Object>> explainability;

  @Enumerated(EnumType.STRING)
  private ModelStatus status;

  private Integer rolloutPercentage;

  /// Who answers for it.
  @Personal public String owner;

  /// Features of which there is a baseline.
  @JdbcTypeCode(SqlTypes.ARRAY)
  @Column(updatable = false)
  public List<String> baselineFeatures;

  /// Who answers for the registration: a service account's owner.
  @Embedded
  @AttributeOverride(name = "issuer", column = @Column(name = "registered_by_issuer"))
  @AttributeOverride(name = "subject", column = @Column(name = "registered_by_subject"))
  @AttributeOverride(name = "name", column = @Column(name = "registered_by_name"))
  private Author registeredBy;

  /// From whom its share was taken, and to whom a rollback returns it.
  private UUID replacesId;

  private Instant promotedAt;

  protected ModelVersion() {}

  ModelVersion(RegisteredModel model) {
    identify();
    this.registeredModelId = model.id;
    this.name = model.name();
    this.status = ModelStatus.REGISTERED;
    this.rolloutPercentage = 0;
    this.registeredBy = Callers.current().principal();
  }

  /// Its model's name.
  public String name() {
    return name;
  }

  /// 0 where the version is no number.
  public long versionNumber() {
    return versionNumber;
  }

  public Map<String, Object> tags() {
    return Objects.requireNonNullElse(tags, Map.of());
  }

  /// Takes other tags.
  public void tag(Map<String, Object> tags) {
    this.tags = tags.isEmpty() ? null : tags;
  }

  public ModelStatus status() {
    return status;
  }

  /// Share of production, 0 to 100.
  public int rolloutPercentage() {
    return rolloutPercentage;
  }

  public Author registeredBy() {
    return registeredBy;
  }

  public UUID replacesId() {
    return replacesId;
  }

  /// When it last came into production; null when it never did.
  public Instant promotedAt() {
    return promotedAt;
  }

  public boolean isInProduction() {
    return status == ModelStatus.PRODUCTION;
  }

  /// Takes a step that leads neither into production nor out of it.
  ///
  /// @param reason kept whenever given
  void moveTo(ModelStatus to, String reason) {
    Lifecycle.check(status, to, reason);
    status = to;
    because(reason);
  }

  /// Comes into production, with no share yet.
  void promote(String reason) {
    Lifecycle.check(status, ModelStatus.PRODUCTION, reason);
    enterProduction("promoted");
    replacesId = null;
    because(reason);
  }

  /// Comes back from deprecation because the version that took its share was rolled back: the only
  /// way back that there is, and no step a person can take.
  void reinstate() {
    enterProduction("reinstated");
  }

  private void enterProduction(String action) {
    status = ModelStatus.PRODUCTION;
    promotedAt = Clock.now();
    does(action);
  }

  /// Leaves production.
  ///
  /// @param reason why; required to roll back
  /// @return the share it had
  int leaveTo(ModelStatus to, String reason) {
    Lifecycle.check(status, to, reason);
    var share = rolloutPercentage;
    status = to;
    rolloutPercentage = 0;
    does(to == ModelStatus.STAGING ? "rolled_back" : "withdrawn");
    because(reason);
    return share;
  }

  /// Has lost its last share to a version that has all of it now.
  void supersede() {
    Lifecycle.check(status, ModelStatus.DEPRECATED, null);
    status = ModelStatus.DEPRECATED;
    does("superseded");
  }

  /// Gets a part of production, or loses it where negative. The sum over the model's versions is
  /// the caller's to keep.
  void gain(int part) {
    rolloutPercentage += part;
  }

  /// Names a change of shares that is nothing else.
  void shareChanged(String reason) {
    does("share_changed");
    because(reason);
  }

  /// Remembers from whom it took its share first.
  void replaces(ModelVersion other) {
    if (replacesId == null) {
      replacesId = other.id;
    }
  }

  /// Whether the caller, or who answers for it, registered the version.
  public boolean isRegisteredByCaller() {
    return Callers.current().principal().isSameAs(registeredBy);
  }

  /// Follows its model, which is called otherwise now.
  void renamed(String name) {
    this.name = name;
    does("renamed");
  }

  /// Keeps the reason of an edit.
  void editedBecause(String reason) {
    because(reason);
  }

  /// Which model a version is of, without loading it: the model's row has to be held before. Null
  /// when there is no such version.
  static UUID modelOf(UUID id) {
    return find("select registeredModelId from ModelVersion where id = ?1", id)
        .project(UUID.class)
        .firstResult();
  }

  /// A version of a model whose row is held.
  public static Optional<ModelVersion> of(RegisteredModel model, String modelVersion) {
    return find("registeredModelId = ?1 and modelVersion = ?2", model.id, modelVersion)
        .firstResultOptional();
  }

  /// All versions of a model, the oldest first.
  public static List<ModelVersion> all(RegisteredModel model) {
    return list("registeredModelId = ?1 order by createdAt, id", model.id);
  }

  /// The highest version of a model that is a number; 0 when there is none.
  static long highestNumber(RegisteredModel model) {
    var highest =
        find("select max(versionNumber) from ModelVersion where registeredModelId = ?1", model.id)
            .project(Long.class)
            .firstResult();
    return highest == null ? 0 : highest;
  }

  /// Of each model the version registered last.
  static List<ModelVersion> newest(Collection<UUID> registeredModelIds) {
    return list(
        """
        from ModelVersion v where v.registeredModelId in ?1 and not exists (
          select 1 from ModelVersion later where later.registeredModelId = v.registeredModelId
            and (later.createdAt, later.id) > (v.createdAt, v.id))""",
        registeredModelIds);
  }

  /// The versions in production, the largest share first, then the oldest.
  public static List<ModelVersion> inProduction(Collection<UUID> registeredModelIds) {
    return list(
        "registeredModelId in ?1 and status = ?2 order by rolloutPercentage desc, promotedAt, id",
        registeredModelIds,
        ModelStatus.PRODUCTION);
  }
}
