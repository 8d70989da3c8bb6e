package io.trustfabric.modelops.registry;

import io.trustfabric.record.Author;
import io.trustfabric.record.Callers;
import io.trustfabric.record.Clock;
import io.trustfabric.record.Lifecycle;
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
import java.util.UUID;
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

  @Column(updatable = false)
  public String name;

  @Column(updatable = false)
  public String modelVersion;

  @Personal public String description;

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
    this.name = model.name;
    this.status = ModelStatus.REGISTERED;
    this.rolloutPercentage = 0;
    this.registeredBy = Callers.current().principal();
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

  boolean isInProduction() {
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

  /// The versions in production, the largest share first, then the oldest.
  static List<ModelVersion> inProduction(Collection<UUID> registeredModelIds) {
    return list(
        "registeredModelId in ?1 and status = ?2 order by rolloutPercentage desc, promotedAt, id",
        registeredModelIds,
        ModelStatus.PRODUCTION);
  }
}
