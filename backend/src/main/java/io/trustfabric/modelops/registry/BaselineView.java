package io.trustfabric.modelops.registry;

import java.util.List;
import java.util.UUID;

/// What a version saw when it was made.
public record BaselineView(UUID modelId, List<FeatureSample> features) {

  static BaselineView of(ModelBaseline baseline) {
    return new BaselineView(baseline.modelId, baseline.features());
  }
}
