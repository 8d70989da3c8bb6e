package io.trustfabric.modelops.registry;

import io.trustfabric.record.Conflict;
import java.util.UUID;

/// Judges whether a version may go into production. Owned here, answered by whoever can read across
/// features. While nobody implements it every promotion needs a second person.
public interface PromotionGate {

  /// Lets the promotion through; runs in its transaction, with the model's row held.
  ///
  /// @throws Conflict when a rule of the policy in force fails
  void check(UUID modelId);
}
