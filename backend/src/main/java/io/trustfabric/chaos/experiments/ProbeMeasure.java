package io.trustfabric.chaos.experiments;

import com.fasterxml.jackson.annotation.JsonProperty;

/// Where a probe's figures come from.
public enum ProbeMeasure {
  /// The experiment's error rates, 0 to 1.
  @JsonProperty("error_rate")
  ERROR_RATE,
  /// The experiment's 95th percentiles of latency, in milliseconds.
  @JsonProperty("latency_p95")
  LATENCY_P95,
  /// Measurements that are reported for the probe by its name.
  @JsonProperty("reported")
  REPORTED
}
