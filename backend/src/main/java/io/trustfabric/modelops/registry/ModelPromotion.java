package io.trustfabric.modelops.registry;

import io.trustfabric.record.Approval;
import io.trustfabric.record.Facts;
import io.trustfabric.record.Personal;
import io.trustfabric.record.TrustRecord;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/// That a version went into production, and what the release gate said of it then. Never changed:
/// whatever becomes of the records the gate looked at, why this was let through stays known.
@Entity
@Immutable
@Table(name = "model_promotions")
public class ModelPromotion extends TrustRecord {

  public UUID modelId;
  public UUID registeredModelId;

  /// The share it came in with, 1 to 100.
  public Integer rolloutPercentage;

  @Personal public String reason;

  /// What the second person agreed to; null where none was needed.
  public UUID approvalId;

  /// Whether two admins let it through although the gate did not.
  public Boolean overridden;

  /// The security event that an override is.
  public UUID overrideEventId;

  @Enumerated(EnumType.STRING)
  public GateVerdict gateVerdict;

  /// The policy that was in force; null where none was.
  @Column(name = "policy_id")
  public UUID policyId;

  /// {@link GateAnswer} as JSON.
  @JdbcTypeCode(SqlTypes.JSON)
  private Map<String, Object> gate;

  protected ModelPromotion() {}

  /// @param agreed null where nobody else had to agree
  ModelPromotion(ModelVersion version, int share, String reason, GateAnswer gate, Approval agreed) {
    identify();
    this.modelId = version.id;
    this.registeredModelId = version.registeredModelId;
    this.rolloutPercentage = share;
    this.reason = reason == null || reason.isBlank() ? null : reason;
    this.approvalId = agreed == null ? null : agreed.id;
    this.overridden = !gate.isPassed();
    this.gateVerdict = gate.verdict();
    this.policyId = gate.policyId();
    this.gate = Facts.toJson(gate);
  }

  /// What the gate said.
  public GateAnswer gate() {
    return Facts.of(gate, GateAnswer.class);
  }

  /// Of each version the promotion kept last; of such at one moment all.
  static List<ModelPromotion> newest(Collection<UUID> modelIds) {
    return list(
        """
        from ModelPromotion p where p.modelId in ?1 and p.createdAt = (
          select max(same.createdAt) from ModelPromotion same where same.modelId = p.modelId)""",
        modelIds);
  }
}
