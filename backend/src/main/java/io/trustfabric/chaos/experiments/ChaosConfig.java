package io.trustfabric.chaos.experiments;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// Where the figures of experiments are read that nobody gives. Off without a URL.
@ConfigMapping(prefix = "trust-fabric.chaos")
public interface ChaosConfig {

  Prometheus prometheus();

  /// A Prometheus server.
  interface Prometheus {

    /// Where it answers: `https://prometheus.example.com`.
    Optional<URI> url();

    /// For all figures of an experiment together.
    @WithDefault("5S")
    Duration timeout();

    /// Path of a file that holds a bearer token.
    Optional<String> tokenFile();

    /// Query templates by the name that experiments give. `$target` and `$environment` stand for
    /// the experiment's and belong inside double quotes; each answers one series: a share of 0 to 1
    /// for an error rate, milliseconds for a latency.
    Map<String, String> queries();
  }
}
