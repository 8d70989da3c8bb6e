package io.trustfabric.ledger.verify;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// When the ledger is verified without being asked to.
@ConfigMapping(prefix = "trust-fabric.verification")
public interface VerificationConfig {

  /// How often the leader looks whether a verification is due; `off` never.
  String every();

  /// Longest time from one verification with a verdict to the next.
  @WithDefault("24h")
  Duration interval();
}
