package io.trustfabric.compliance.reviews;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.trustfabric.identity.KeycloakAccess;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/// Which Keycloak's accounts are reviewed. Two clients, so that whoever may look cannot change:
/// each is off without its `client-secret`.
@ConfigMapping(prefix = "trust-fabric.keycloak")
public interface KeycloakReviewsConfig {

  /// Where Keycloak answers, without the realm: `https://sign-in.example.com`.
  Optional<URI> url();

  @WithDefault("trust-fabric")
  String realm();

  /// For one answer.
  @WithDefault("5S")
  Duration timeout();

  /// Reads who may do what.
  ViewingClient snapshots();

  /// Takes away what was revoked, as the other one sees it.
  ManagingClient manager();

  /// A client with a service account that holds `view-users`, `view-clients` and `view-realm` of
  /// `realm-management` and nothing else.
  interface ViewingClient {

    @WithDefault("keycloak-snapshots")
    String clientId();

    Optional<String> clientSecret();
  }

  /// A client with a service account that holds `manage-users` of `realm-management` and nothing
  /// else.
  interface ManagingClient {

    @WithDefault("keycloak-manager")
    String clientId();

    Optional<String> clientSecret();
  }

  /// How one of the clients gets in; empty where it is off.
  static Optional<KeycloakAccess> access(
      KeycloakReviewsConfig config, String clientId, Optional<String> clientSecret) {
    return clientSecret.flatMap(
        secret ->
            config
                .url()
                .map(
                    url ->
                        new KeycloakAccess(
                            url, config.realm(), clientId, secret, config.timeout())));
  }
}
