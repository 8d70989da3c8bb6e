package io.trustfabric.security.sources;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/// One entry of Keycloak's event log.
///
/// @param id Keycloak's own
/// @param at when it happened, in milliseconds
/// @param entry the `EventRepresentation` or `AdminEventRepresentation`
record KeycloakEvent(String id, Instant at, JsonNode entry) {

  /// @throws IllegalArgumentException when it has no id or time: then it could not be taken once
  static KeycloakEvent of(JsonNode entry) {
    var id = entry.path("id").asText("");
    var time = entry.path("time");
    if (id.isEmpty() || !time.canConvertToLong() || time.longValue() <= 0) {
      throw new IllegalArgumentException("an event without id or time");
    }
    return new KeycloakEvent(id, Instant.ofEpochMilli(time.longValue()), entry);
  }

  /// A field's text; null when it has none.
  String text(String field) {
    return textAt("/" + field);
  }

  /// The text at a JSON pointer; null when there is none.
  String textAt(String pointer) {
    var node = entry.at(pointer);
    return node.isTextual() && !node.textValue().isBlank() ? node.textValue() : null;
  }
}
