package io.trustfabric.modelops.detections;

import io.trustfabric.modelops.drift.DriftSeverity;
import io.trustfabric.record.Author;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// A look for drift as clients see it.
///
/// @param modelId the model version
/// @param source whether this product computed it
/// @param parameters what one must know to compute it again; of two samples also their `profile`:
///   the share of reference and current by cell, as a chart draws them
/// @param pValueCorrected by Benjamini and Hochberg over the features of its request
/// @param effect how large it is, in the unit of the method's ladder; null where others told it
/// @param severity of a drift; low where there is none
/// @param alert whether somebody has to be told: a drift of severity high or critical
/// @param inputSha256 digest of what it was computed from
public record DriftDetectionView(
    UUID id,
    Long version,
    Instant createdAt,
    Author createdBy,
    Instant updatedAt,
    Author updatedBy,
    Map<String, Object> metadata,
    UUID modelId,
    DriftType driftType,
    DriftSource source,
    @Schema(nullable = true) String feature,
    String method,
    Map<String, Object> parameters,
    Double statistic,
    @Schema(nullable = true) Double pValue,
    @Schema(nullable = true) Double pValueCorrected,
    Double threshold,
    @Schema(nullable = true) Double effect,
    Boolean driftDetected,
    DriftSeverity severity,
    Boolean alert,
    DriftStatus status,
    List<DriftStep> nextStatuses,
    @Schema(nullable = true) TimeWindow referenceWindow,
    @Schema(nullable = true) TimeWindow currentWindow,
    SampleSizes sampleSizes,
    @Schema(nullable = true) String inputSha256) {

  /// A status that may follow.
  public record DriftStep(DriftStatus status, Boolean reasonRequired) {}

  /// Rows of each sample; a stream of errors has no reference.
  public record SampleSizes(Long reference, Long current) {}

  static DriftDetectionView of(ModelDriftDetection detection) {
    return new DriftDetectionView(
        detection.id,
        detection.version,
        detection.createdAt,
        detection.createdBy,
        detection.updatedAt,
        detection.updatedBy,
        detection.metadata,
        detection.modelId,
        detection.driftType,
        detection.source,
        detection.feature,
        detection.method,
        detection.parameters,
        detection.statistic,
        detection.pValue,
        detection.pValueCorrected,
        detection.threshold,
        detection.effect,
        detection.driftDetected,
        detection.severity,
        detection.alert,
        detection.status(),
        nextStatuses(detection.status()),
        detection.referenceWindow,
        detection.currentWindow,
        new SampleSizes(detection.referenceRows, detection.currentRows),
        detection.inputSha256);
  }

  private static List<DriftStep> nextStatuses(DriftStatus status) {
    return status.next().stream()
        .sorted()
        .map(next -> new DriftStep(next, status.needsReason(next)))
        .toList();
  }
}
