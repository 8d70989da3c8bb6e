package io.trustfabric.modelops.registry;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Set;

/// How models are named.
@ConfigMapping(prefix = "trust-fabric.models")
public interface ModelsConfig {

  /// Aliases by which clients find what answers in production: they may mean only a version that is
  /// in production, since to set one would else be a promotion that nobody decided on.
  @WithDefault("champion,production")
  Set<String> productionAliases();
}
