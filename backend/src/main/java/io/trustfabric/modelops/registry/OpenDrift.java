package io.trustfabric.modelops.registry;

import io.trustfabric.modelops.registry.ModelStanding.DriftOfVersion;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// What drift of models is open. The registry shows it; whoever keeps the looks tells it.
public interface OpenDrift {

  /// By model: of each version that is neither archived nor rejected and was ever looked at, the
  /// gravest first. A model of which nothing was looked at is left out.
  Map<UUID, List<DriftOfVersion>> of(Collection<UUID> registeredModelIds);
}
