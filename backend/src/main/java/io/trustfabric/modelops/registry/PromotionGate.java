package io.trustfabric.modelops.registry;

import java.util.UUID;

/// Judges whether a version may go into production. Owned here, answered by the one who reads
/// across features.
public interface PromotionGate {

  /// How a version stands now. Promises nothing about the next moment.
  GateAnswer look(UUID modelId);

  /// The same for a promotion: runs in its transaction, with the model's row held, and holds what
  /// it found until that ends. What would make it fail is either seen here or comes after the
  /// promotion.
  GateAnswer judge(UUID modelId);
}
