package io.trustfabric.chaos.experiments;

import com.fasterxml.jackson.annotation.JsonProperty;

/// What an activity is there for.
public enum ActivityRole {
  /// It makes the fault, or looks at what becomes of it.
  @JsonProperty("method")
  METHOD,
  /// It takes the fault away.
  @JsonProperty("rollback")
  ROLLBACK
}
