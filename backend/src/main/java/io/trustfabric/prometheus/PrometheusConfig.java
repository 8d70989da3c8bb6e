package io.trustfabric.prometheus;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// The Prometheus server that measurements of SLOs and figures of experiments are read from.
/// Nothing is read without `url`.
@ConfigMapping(prefix = "trust-fabric.prometheus")
public interface PrometheusConfig {

  /// Where it answers, without `/api/v1`, with its prefix if it has one:
  /// `https://prometheus.example.com`.
  Optional<URI> url();

  /// For all that is asked at once.
  @WithDefault("10S")
  Duration timeout();

  /// A file that holds a bearer token and nothing else; read anew each time, so that it may be
  /// rotated.
  Optional<Path> tokenFile();
}
