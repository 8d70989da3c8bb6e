package io.trustfabric.modelops.detections;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.trustfabric.modelops.registry.FeatureSample;
import io.trustfabric.modelops.registry.ModelBaseline;
import io.trustfabric.modelops.registry.ModelVersion;
import io.trustfabric.record.Invalid;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Looks for drift, or keeps what others found, and records one detection a feature.
@ApplicationScoped
public class DriftDetections {

  private final ObjectMapper mapper;

  DriftDetections(ObjectMapper mapper) {
    this.mapper = mapper;
  }

  /// @throws Invalid naming everything that cannot be compared
  @Transactional
  DriftAnswer record(DriftReport report) {
    report.check();
    if (ModelVersion.findById(report.modelId()) == null) {
      throw Invalid.field("/modelId", "is no model version");
    }
    var findings = findings(report);
    var detections =
        report.results() == null
            ? DriftLook.detections(findings)
            : report.results().stream().map(DriftDetections::reported).toList();
    detections.forEach(detection -> keep(detection, report));
    ModelDriftDetection.flush();
    return new DriftAnswer(
        detections.stream().map(DriftDetectionView::of).toList(),
        findings.stream()
            .filter(finding -> !finding.isSufficient())
            .map(DriftAnswer.TooFewRows::of)
            .toList());
  }

  private List<Finding> findings(DriftReport report) {
    if (report.features() != null) {
      return new DriftLook(baseline(report.modelId()), mapper).compare(report.features());
    }
    return report.errors() == null
        ? List.of()
        : List.of(new DriftLook(Map.of(), mapper).read(report.errors()));
  }

  private static Map<String, FeatureSample> baseline(UUID modelId) {
    return ModelBaseline.of(modelId).map(ModelBaseline::features).orElse(List.of()).stream()
        .collect(Collectors.toMap(FeatureSample::feature, Function.identity()));
  }

  private static void keep(ModelDriftDetection detection, DriftReport report) {
    detection.modelId = report.modelId();
    detection.driftType = report.driftType();
    detection.referenceWindow = report.referenceWindow();
    detection.currentWindow = report.currentWindow();
    if (report.metadata() != null) {
      detection.metadata = report.metadata();
    }
    detection.persist();
  }

  private static ModelDriftDetection reported(DriftReport.ReportedDrift result) {
    var detection = new ModelDriftDetection(result.driftDetected(), result.severity());
    detection.source = DriftSource.REPORTED;
    detection.feature = result.feature();
    detection.method = result.method();
    detection.parameters = Objects.requireNonNullElse(result.parameters(), Map.of());
    detection.statistic = number(result.statistic());
    detection.pValue = number(result.pValue());
    detection.pValueCorrected = number(result.pValueCorrected());
    detection.threshold = number(result.threshold());
    detection.referenceRows = result.referenceRows();
    detection.currentRows = result.currentRows();
    detection.inputSha256 = result.inputSha256();
    return detection;
  }

  private static Double number(BigDecimal number) {
    return number == null ? null : number.doubleValue();
  }
}
