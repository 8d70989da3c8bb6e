package io.trustfabric.chaos.experiments;

import io.smallrye.config.ConfigMapping;
import io.trustfabric.prometheus.PrometheusConfig;
import java.util.Map;

/// What figures of experiments that nobody gives are read by, from Prometheus where there is one
/// ({@link PrometheusConfig}).
@ConfigMapping(prefix = "trust-fabric.chaos")
public interface ChaosConfig {

  /// Query templates by the name that experiments give. `$target` and `$environment` stand for the
  /// experiment's and belong inside double quotes; each answers one series: a share of 0 to 1 for
  /// an error rate, milliseconds for a latency.
  Map<String, String> queries();
}
