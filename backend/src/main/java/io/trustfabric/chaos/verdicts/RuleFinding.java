package io.trustfabric.chaos.verdicts;

import com.fasterxml.jackson.annotation.JsonProperty;

/// What was found of a rule.
public enum RuleFinding {
  @JsonProperty("held")
  HELD,
  @JsonProperty("broken")
  BROKEN,
  /// Nobody knows, which never counts as held.
  @JsonProperty("unknown")
  UNKNOWN,
  /// The experiment has nothing that the rule speaks of.
  @JsonProperty("not_applicable")
  NOT_APPLICABLE
}
