package io.trustfabric.monitoring.openslo;

import io.trustfabric.monitoring.openslo.SloDocument.Indicator;
import io.trustfabric.monitoring.openslo.SloDocument.Ratio;

/// An indicator and where in the file it is: inside its SLO, or a document of its own.
record FoundIndicator(Indicator indicator, String at) {

  /// Null where there is none, which was found wrong already.
  Ratio ratio() {
    return indicator.spec() == null ? null : indicator.spec().ratioMetric();
  }

  /// What of it a definition has no field for; null when nothing.
  Kept.KeptIndicator kept(String sloName, Findings findings) {
    var metadata = indicator.metadata();
    if (metadata == null) {
      return null;
    }
    var annotations = findings.texts(metadata.annotations(), at + "/metadata/annotations");
    var kept =
        new Kept.KeptIndicator(
            metadata.name() == null || metadata.name().equals(sloName) ? null : metadata.name(),
            metadata.displayName(),
            indicator.spec() == null ? null : indicator.spec().description(),
            metadata.labels() == null || metadata.labels().isEmpty() ? null : metadata.labels(),
            annotations.isEmpty() ? null : annotations);
    return kept.isNothing() ? null : kept;
  }
}
