package io.trustfabric.web;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.StreamSupport;

/// Whether JSON is as a schema of the OpenAPI document says: types, nulls, enums, what is required,
/// and nothing that is not named.
final class Conformance {

  private final JsonNode document;

  Conformance(JsonNode document) {
    this.document = document;
  }

  /// The first difference; null when there is none.
  String fault(JsonNode node, JsonNode given, String at) {
    if (given.isMissingNode()) {
      return "no schema for " + at;
    }
    var schema = resolved(given);
    if (schema.has("anyOf")) {
      return StreamSupport.stream(schema.get("anyOf").spliterator(), false)
              .anyMatch(one -> fault(node, one, at) == null)
          ? null
          : at + " is none of anyOf";
    }
    if (schema.has("type") && !isOf(node, schema.get("type"))) {
      return "%s is %s and not %s".formatted(at, node.getNodeType(), schema.get("type"));
    }
    if (schema.has("enum") && !node.isNull() && !has(schema.get("enum"), node)) {
      return "%s is %s, none of %s".formatted(at, node, schema.get("enum"));
    }
    if (node.isArray() && schema.has("items")) {
      for (int i = 0; i < node.size(); i++) {
        var fault = fault(node.get(i), schema.get("items"), at + "/" + i);
        if (fault != null) {
          return fault;
        }
      }
    }
    return node.isObject() && schema.has("properties") ? properties(node, schema, at) : null;
  }

  private String properties(JsonNode node, JsonNode schema, String at) {
    for (var required : schema.path("required")) {
      if (!node.has(required.textValue())) {
        return at + "/" + required.textValue() + " is missing";
      }
    }
    for (var property : node.properties()) {
      var known = schema.get("properties").path(property.getKey());
      if (known.isMissingNode() && !schema.has("additionalProperties")) {
        return at + "/" + property.getKey() + " is not documented";
      }
      var fault =
          known.isMissingNode()
              ? null
              : fault(property.getValue(), known, at + "/" + property.getKey());
      if (fault != null) {
        return fault;
      }
    }
    return null;
  }

  JsonNode resolved(JsonNode schema) {
    return schema.has("$ref") ? document.at(schema.get("$ref").textValue().substring(1)) : schema;
  }

  private static boolean has(JsonNode values, JsonNode node) {
    return StreamSupport.stream(values.spliterator(), false).anyMatch(node::equals);
  }

  private static boolean isOf(JsonNode node, JsonNode types) {
    if (types.isArray()) {
      return StreamSupport.stream(types.spliterator(), false).anyMatch(type -> isOf(node, type));
    }
    return switch (types.textValue()) {
      case "object" -> node.isObject();
      case "array" -> node.isArray();
      case "string" -> node.isTextual();
      case "integer" -> node.isIntegralNumber();
      case "number" -> node.isNumber();
      case "boolean" -> node.isBoolean();
      case "null" -> node.isNull();
      default -> false;
    };
  }
}
