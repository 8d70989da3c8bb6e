package io.trustfabric.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trustfabric.record.Invalid;

/// A JSON Merge Patch (RFC 7396): a field that is absent stays, one that is null is emptied.
public class MergePatch {

  public static final String MEDIA_TYPE = "application/merge-patch+json";

  private final JsonNode patch;
  private final Bodies bodies;

  MergePatch(JsonNode patch, Bodies bodies) {
    if (!patch.isObject()) {
      throw Invalid.field("", "must be an object");
    }
    this.patch = patch;
    this.bodies = bodies;
  }

  /// The editable part of a record as it would be after this patch.
  ///
  /// @param current the editable part as it is
  /// @throws Invalid naming every bad field of the result
  @SuppressWarnings("unchecked")
  public <E extends Record> E applyTo(E current, ObjectMapper mapper) {
    ObjectNode before = mapper.valueToTree(current);
    var known = before.deepCopy();
    var merged = (ObjectNode) merge(before, patch);
    // An unknown field must be found and named also where the patch empties it.
    patch.properties().stream()
        .filter(property -> property.getValue().isNull() && !known.has(property.getKey()))
        .forEach(property -> merged.set(property.getKey(), property.getValue()));
    return (E) bodies.bind(merged, current.getClass());
  }

  /// `MergePatch(Target, Patch)` of RFC 7396, section 2.
  static JsonNode merge(JsonNode target, JsonNode patch) {
    if (!patch.isObject()) {
      return patch;
    }
    ObjectNode merged =
        target.isObject() ? (ObjectNode) target : JsonNodeFactory.instance.objectNode();
    for (var property : patch.properties()) {
      var name = property.getKey();
      if (property.getValue().isNull()) {
        merged.remove(name);
      } else {
        var before = merged.has(name) ? merged.get(name) : JsonNodeFactory.instance.missingNode();
        merged.set(name, merge(before, property.getValue()));
      }
    }
    return merged;
  }
}
