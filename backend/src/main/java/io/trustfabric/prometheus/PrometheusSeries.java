package io.trustfabric.prometheus;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/// One time series.
///
/// @param labels by name
/// @param points in order of time; numbers only: what Prometheus calls NaN is no figure
public record PrometheusSeries(Map<String, String> labels, List<PrometheusPoint> points) {

  /// One value; may be infinite.
  public record PrometheusPoint(Instant at, double value) {}
}
