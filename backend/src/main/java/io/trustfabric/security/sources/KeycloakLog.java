package io.trustfabric.security.sources;

import com.fasterxml.jackson.databind.JsonNode;
import io.trustfabric.identity.KeycloakAccess;
import io.trustfabric.identity.KeycloakAdmin;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Keycloak's event logs.
final class KeycloakLog {

  private final KeycloakAdmin keycloak;

  KeycloakLog(KeycloakConfig config) {
    this.keycloak =
        new KeycloakAdmin(
            new KeycloakAccess(
                config.url().orElseThrow(),
                config.realm(),
                config.clientId(),
                config.clientSecret().orElseThrow(),
                config.timeout()));
  }

  /// The entries of a log from a time on, oldest first; those of one millisecond in any order.
  ///
  /// @param most how many at most
  /// @throws IOException when Keycloak does not answer, refuses, or answers something else
  List<KeycloakEvent> read(KeycloakStream stream, Instant from, int most) throws IOException {
    var query =
        "dateFrom=%d&direction=asc&first=0&max=%d".formatted(from.toEpochMilli(), most)
            + stream.types().stream().sorted().map(t -> "&type=" + t).collect(Collectors.joining());
    return events(keycloak.get(stream.path() + "?" + query));
  }

  private static List<KeycloakEvent> events(JsonNode entries) throws IOException {
    if (!entries.isArray()) {
      throw new IOException("Keycloak answers no list of events");
    }
    var events = new ArrayList<KeycloakEvent>(entries.size());
    try {
      entries.forEach(entry -> events.add(KeycloakEvent.of(entry)));
    } catch (IllegalArgumentException e) {
      throw new IOException("Keycloak answers " + e.getMessage(), e);
    }
    return events;
  }
}
