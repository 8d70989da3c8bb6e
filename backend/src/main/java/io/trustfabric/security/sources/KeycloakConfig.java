package io.trustfabric.security.sources;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/// Which Keycloak's event log is read, and how. Off without `url` and `client-secret`.
@ConfigMapping(prefix = "trust-fabric.keycloak")
public interface KeycloakConfig {

  /// Where Keycloak answers, without the realm: `https://sign-in.example.com`.
  Optional<URI> url();

  @WithDefault("trust-fabric")
  String realm();

  /// A client with a service account that holds `view-events` of `realm-management` and nothing
  /// else.
  @WithDefault("keycloak-events")
  String clientId();

  Optional<String> clientSecret();

  /// Time between two looks. After failures it doubles, up to `longest-wait`.
  @WithDefault("2S")
  Duration poll();

  @WithDefault("30S")
  Duration longestWait();

  /// For one answer.
  @WithDefault("5S")
  Duration timeout();

  /// How far back the very first look goes.
  @WithDefault("5M")
  Duration lookBack();

  /// How late an event may become visible, by its own time, and still be taken. Keycloak writes it
  /// when the request it belongs to ends, after five minutes at most; one more for clocks of its
  /// nodes that differ.
  @WithDefault("6M")
  Duration overlap();

  /// Time between two looks at all of the overlap; those between go back 15 seconds only.
  @WithDefault("30S")
  Duration deepLook();

  /// Events read at once and taken in one transaction.
  @WithDefault("200")
  int page();

  /// After so long without an answer that itself becomes a security event.
  @WithDefault("5M")
  Duration silentAfter();
}
