package io.trustfabric.modelops.registry;

import io.trustfabric.record.Facts;
import io.trustfabric.record.TrustRecord;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/// What a version saw when it was made, feature by feature: drift is measured from here. Never
/// changes.
@Entity
@Table(name = "model_baselines")
public class ModelBaseline extends TrustRecord {

  @Column(updatable = false)
  public UUID modelId;

  @JdbcTypeCode(SqlTypes.JSON)
  @Column(updatable = false)
  private List<Map<String, Object>> features;

  protected ModelBaseline() {}

  ModelBaseline(UUID modelId, List<FeatureSample> features) {
    identify();
    this.modelId = modelId;
    this.features = Facts.toJson(features);
  }

  public List<FeatureSample> features() {
    return Facts.of(features, FeatureSample.class);
  }

  public static Optional<ModelBaseline> of(UUID modelId) {
    return find("modelId", modelId).firstResultOptional();
  }
}
