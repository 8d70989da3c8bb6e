package io.trustfabric.monitoring.prometheus;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// Which Prometheus measurements are pulled from, and how. Nothing is pulled without `url`.
@ConfigMapping(prefix = "trust-fabric.prometheus")
public interface PrometheusConfig {

  /// Where its API answers, without `/api/v1`: `http://prometheus:9090`.
  Optional<URI> url();

  /// Time between two looks for windows that are complete; `off` for never.
  @WithDefault("60s")
  String every();

  /// A file that holds a bearer token and nothing else; read anew for each question, so that it may
  /// be rotated.
  Optional<Path> bearerTokenFile();

  /// For one answer.
  @WithDefault("10S")
  Duration timeout();

  /// How long a window is; windows lie end to end from midnight UTC on. Whole seconds that divide a
  /// day. A change holds for what is pulled from then on.
  @WithDefault("5M")
  Duration window();

  /// How long after its end a window is asked for, so that its last scrapes are in.
  @WithDefault("1M")
  Duration settle();

  /// Windows asked for at once; Prometheus answers 11,000 at most.
  @WithDefault("288")
  int batch();

  /// Questions about one SLO in one go: what is further behind waits for the next, so that no SLO
  /// keeps the others waiting.
  @WithDefault("10")
  int batchesAtOnce();
}
