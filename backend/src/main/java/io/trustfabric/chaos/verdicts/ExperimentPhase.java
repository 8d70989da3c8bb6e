package io.trustfabric.chaos.verdicts;

import com.fasterxml.jackson.annotation.JsonProperty;

/// Where in an experiment something was seen.
public enum ExperimentPhase {
  /// Before the fault.
  @JsonProperty("before")
  BEFORE,
  /// While the fault was there.
  @JsonProperty("during")
  DURING,
  /// After recovery.
  @JsonProperty("after")
  AFTER
}
