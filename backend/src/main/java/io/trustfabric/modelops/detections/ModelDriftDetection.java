package io.trustfabric.modelops.detections;

import io.trustfabric.modelops.drift.DriftSeverity;
import io.trustfabric.record.Lifecycle;
import io.trustfabric.record.TrustRecord;
import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.util.Map;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/// One look for drift of one version and, mostly, one feature. What was found never changes; what
/// became of it does.
@Entity
@Table(name = "model_drift_detections")
public class ModelDriftDetection extends TrustRecord {

  @Column(updatable = false)
  public UUID modelId;

  @Enumerated(EnumType.STRING)
  @Column(updatable = false)
  public DriftType driftType;

  @Enumerated(EnumType.STRING)
  @Column(updatable = false)
  public DriftSource source;

  @Column(updatable = false)
  public String feature;

  @Column(updatable = false)
  public String method;

  /// What one must know to compute it again.
  @JdbcTypeCode(SqlTypes.JSON)
  @Column(updatable = false)
  public Map<String, Object> parameters;

  @Column(updatable = false)
  public Double statistic;

  @Column(updatable = false)
  public Double pValue;

  @Column(updatable = false)
  public Double pValueCorrected;

  @Column(updatable = false)
  public Double threshold;

  /// How large it is, in the unit of the method's ladder.
  @Column(updatable = false)
  public Double effect;

  @Column(updatable = false)
  public Boolean driftDetected;

  @Enumerated(EnumType.STRING)
  @Column(updatable = false)
  public DriftSeverity severity;

  /// Whether somebody has to be told.
  @Column(updatable = false)
  public Boolean alert;

  @Enumerated(EnumType.STRING)
  private DriftStatus status;

  @Embedded
  @AttributeOverride(name = "from", column = @Column(name = "reference_from", updatable = false))
  @AttributeOverride(name = "to", column = @Column(name = "reference_to", updatable = false))
  public TimeWindow referenceWindow;

  @Embedded
  @AttributeOverride(name = "from", column = @Column(name = "current_from", updatable = false))
  @AttributeOverride(name = "to", column = @Column(name = "current_to", updatable = false))
  public TimeWindow currentWindow;

  @Column(updatable = false)
  public Long referenceRows;

  @Column(updatable = false)
  public Long currentRows;

  @Column(updatable = false)
  public String inputSha256;

  protected ModelDriftDetection() {}

  /// A result.
  ///
  /// @param severity how large the drift is, where it is one; what is none is low
  ModelDriftDetection(boolean driftDetected, DriftSeverity severity) {
    identify();
    this.driftDetected = driftDetected;
    this.severity = driftDetected ? severity : DriftSeverity.LOW;
    this.alert = driftDetected && severity.isGrave();
    this.status = driftDetected ? DriftStatus.OPEN : DriftStatus.RESOLVED;
    raise();
  }

  /// The line by which a grave drift is opened says that somebody has to be told: it is what live
  /// streams and alerting wait for.
  private void raise() {
    if (alert && status == DriftStatus.OPEN) {
      does("alerted");
    }
  }

  public DriftStatus status() {
    return status;
  }

  /// Takes the step to another status.
  ///
  /// @param reason why; required to open it again
  void moveTo(DriftStatus to, String reason) {
    Lifecycle.check(status, to, reason);
    status = to;
    raise();
    because(reason);
  }
}
