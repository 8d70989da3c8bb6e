package io.trustfabric.chaosrun.experiments;

import java.time.Duration;

/// One fault, and what is claimed about it.
public interface Experiment {

  /// The short name by which it is chosen, beginning with its type.
  String id();

  Plan plan();

  /// How many requests a second the probe sends, to all processes together.
  default int perSecond() {
    return 20;
  }

  /// Measures what has to be so before anything is broken.
  default void before(Trial trial) throws Exception {}

  /// Makes the fault, having said how it is taken away.
  void inject(Trial trial) throws Exception;

  /// How long the fault is there before it is cleared.
  Duration hold();

  /// Looks while the fault is there, at the end of `hold`.
  default void during(Trial trial) throws Exception {}

  /// Ends the fault; by its rollbacks, unless the product is to be well before they are done.
  default void clear(Trial trial) throws Exception {
    trial.rollBack();
  }

  /// Measures what has to be so afterwards.
  default void after(Trial trial) throws Exception {}
}
