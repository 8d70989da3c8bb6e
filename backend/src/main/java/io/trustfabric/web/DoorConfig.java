package io.trustfabric.web;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// How many may be inside.
@ConfigMapping(prefix = "trust-fabric.requests")
public interface DoorConfig {

  /// So many requests are worked on at once; more are refused. Five times the database's
  /// connections: whoever waits for one has a chance to get it in time.
  @WithDefault("100")
  int atOnce();
}
