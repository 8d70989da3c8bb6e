package io.trustfabric.ledger;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/// How this process takes part in ordering the ledger.
@ConfigMapping(prefix = "trust-fabric.ledger")
public interface LedgerConfig {

  /// Whether this process may lead sequencing. A scratch copy of the database must not.
  @WithDefault("true")
  boolean sequence();

  /// Longest time between two looks for new lines.
  @WithDefault("100ms")
  Duration poll();

  /// The leader's database session ends when it says nothing for this long, so that a frozen leader
  /// loses its lock. At most 3 s.
  @WithDefault("3s")
  Duration leaderTimeout();

  /// Address for the lock and LISTEN connections, past any transaction pooler; the data source's by
  /// default.
  Optional<String> directJdbcUrl();
}
