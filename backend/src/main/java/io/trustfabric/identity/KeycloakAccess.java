package io.trustfabric.identity;

import java.net.URI;
import java.time.Duration;

/// With which service account which realm is asked.
///
/// @param url where Keycloak answers, without the realm
/// @param timeout for one answer
public record KeycloakAccess(
    URI url, String realm, String clientId, String clientSecret, Duration timeout) {

  /// Not the secret.
  @Override
  public String toString() {
    return clientId + " of " + realm;
  }
}
