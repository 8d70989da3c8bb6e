package io.trustfabric.chaos.experiments;

import com.fasterxml.jackson.annotation.JsonProperty;

/// How an activity ended.
public enum ActivityEnd {
  @JsonProperty("succeeded")
  SUCCEEDED,
  @JsonProperty("failed")
  FAILED,
  @JsonProperty("aborted")
  ABORTED
}
