package io.trustfabric.trust.facts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.UUID;

/// One record before and after a line, as far as figures are made of it.
///
/// @param before empty for a new record
record SeenChange(String type, UUID id, ObjectNode before, ObjectNode after) {

  /// A field after the line; null where it has no value.
  String text(String field) {
    return text(after, field);
  }

  /// A field before the line; null where it had no value.
  String was(String field) {
    return text(before, field);
  }

  boolean is(String field, String value) {
    return value.equals(text(field));
  }

  boolean has(String field) {
    return after.hasNonNull(field);
  }

  /// A whole number after the line; 0 where it has no value.
  long number(String field) {
    return after.path(field).asLong();
  }

  /// Text of a field, also of one that is a number or a boolean; null where it has no value.
  static String text(JsonNode state, String field) {
    var value = state.get(field);
    return value == null || value.isNull() ? null : value.asText();
  }
}
