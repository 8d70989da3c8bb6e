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
    var merged = merge(mapper.valueToTree(current), patch);
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
        // An unknown field must still be found and named, so that only known ones are removed.
        if (merged.has(name)) {
          merged.remove(name);
        } else {
          merged.set(name, property.getValue());
        }
      } else {
        var before = merged.has(name) ? merged.get(name) : JsonNodeFactory.instance.missingNode();
        merged.set(name, merge(before, property.getValue()));
      }
    }
    return merged;
  }
}
