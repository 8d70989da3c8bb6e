package io.trustfabric.modelops.detections;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// What a look for drift came to.
///
/// @param items what was recorded, one a feature
/// @param insufficientData features with fewer than 30 rows in either sample, of which nothing is
///   said and nothing recorded
public record DriftAnswer(List<DriftDetectionView> items, List<TooFewRows> insufficientData) {

  /// @param outcome always `insufficient_data`
  public record TooFewRows(
      @Schema(nullable = true) String feature,
      String outcome,
      Long referenceRows,
      Long currentRows) {

    static TooFewRows of(Finding finding) {
      return new TooFewRows(
          finding.feature(), "insufficient_data", finding.referenceRows(), finding.currentRows());
    }
  }
}
