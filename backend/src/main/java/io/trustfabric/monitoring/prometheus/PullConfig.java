package io.trustfabric.monitoring.prometheus;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.trustfabric.prometheus.PrometheusConfig;
import java.time.Duration;

/// How measurements are pulled from Prometheus, where there is one ({@link PrometheusConfig}).
@ConfigMapping(prefix = "trust-fabric.slos.pull")
public interface PullConfig {

  /// Time between two looks for windows that are complete; `off` for never.
  @WithDefault("60s")
  String every();

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
