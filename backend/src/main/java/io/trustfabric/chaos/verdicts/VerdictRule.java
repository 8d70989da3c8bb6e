package io.trustfabric.chaos.verdicts;

import com.fasterxml.jackson.annotation.JsonProperty;

/// What an outcome hangs on.
public enum VerdictRule {
  /// The steady state was met before the fault.
  @JsonProperty("steady_before")
  STEADY_BEFORE,
  /// The fault happened.
  @JsonProperty("fault_injected")
  FAULT_INJECTED,
  /// What has a tolerance for it stayed within it during the fault.
  @JsonProperty("steady_during")
  STEADY_DURING,
  /// The steady state was met after recovery.
  @JsonProperty("steady_after")
  STEADY_AFTER,
  /// Every activity of the method ran and succeeded.
  @JsonProperty("activities")
  ACTIVITIES,
  /// Every rollback ran and succeeded.
  @JsonProperty("rollbacks")
  ROLLBACKS,
  /// The fault was cleared and the target recovered from it, in time where a time is set.
  @JsonProperty("recovery")
  RECOVERY,
  /// The experiment was neither aborted nor did it fail by itself.
  @JsonProperty("ran_to_end")
  RAN_TO_END
}
