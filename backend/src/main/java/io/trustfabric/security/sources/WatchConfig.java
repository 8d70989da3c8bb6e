package io.trustfabric.security.sources;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// From when on refusals in a row are worth an event. Behind a proxy that does not pass on
/// addresses all clients have the same: raise `unauthenticated`, or better let Quarkus read the
/// proxy's headers.
@ConfigMapping(prefix = "trust-fabric.watch")
public interface WatchConfig {

  /// How long refusals count. A burst is reported once in this time for each address or account.
  @WithDefault("1M")
  Duration window();

  /// Answers 401 to one address.
  @WithDefault("30")
  int unauthenticated();

  /// Answers 403 to one account.
  @WithDefault("20")
  int forbidden();

  /// Answers 412 to one account: an `If-Match` that was stale.
  @WithDefault("10")
  int stale();

  /// Addresses and accounts that are watched at once; of more, the longest quiet are forgotten.
  @WithDefault("10000")
  int watched();
}
