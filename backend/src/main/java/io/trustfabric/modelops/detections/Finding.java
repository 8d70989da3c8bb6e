package io.trustfabric.modelops.detections;

import io.trustfabric.modelops.drift.DriftResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What was computed of one feature, before all of a request are corrected together.
///
/// @param feature null for a stream of errors
/// @param inputSha256 digest of what it was computed from
/// @param profile both samples by cell, for people to look at; null for a stream of errors
/// @param result null where there were too few rows
record Finding(
    String feature,
    long referenceRows,
    long currentRows,
    String inputSha256,
    double threshold,
    List<Map<String, Object>> profile,
    DriftResult result) {

  /// With fewer rows in either sample nothing is said.
  static final int LEAST_ROWS = 30;

  boolean isSufficient() {
    return result != null;
  }

  /// @param corrected the p-value that decides; null where the method has none
  ModelDriftDetection toDetection(Double corrected) {
    var detection =
        new ModelDriftDetection(result.isDrift(threshold, corrected), result.severity());
    detection.source = DriftSource.COMPUTED;
    detection.feature = feature;
    detection.method = result.method().name().toLowerCase(java.util.Locale.ROOT);
    detection.parameters = parameters();
    detection.statistic = result.statistic();
    detection.pValue = result.pValue();
    detection.pValueCorrected = corrected;
    detection.threshold = threshold;
    detection.effect = result.effect();
    detection.referenceRows = referenceRows;
    detection.currentRows = currentRows;
    detection.inputSha256 = inputSha256;
    return detection;
  }

  private Map<String, Object> parameters() {
    if (profile == null) {
      return result.details();
    }
    var parameters = new LinkedHashMap<String, Object>(result.details());
    parameters.put("profile", profile);
    return parameters;
  }
}
