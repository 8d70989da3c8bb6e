package io.trustfabric.quality.datasets;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import io.trustfabric.record.Canonical;
import io.trustfabric.record.Invalid;
import io.trustfabric.web.ExactJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// One case with its right answer.
///
/// @param input canonical JSON (RFC 8785)
/// @param expected canonical JSON
public record GoldenItem(String key, String input, String expected, List<String> tags) {

  static final int MAX_KEY = 200;
  private static final int MAX_TAGS = 50;
  private static final int MAX_TAG = 100;
  private static final Set<String> MEMBERS = Set.of("key", "input", "expected", "tags");

  /// The item that a JSON value is; null, with its faults in `errors`, when it is none.
  static GoldenItem of(JsonNode json, String at, List<Invalid.Field> errors) {
    var before = errors.size();
    if (!json.isObject()) {
      errors.add(new Invalid.Field(at, "must be an object"));
      return null;
    }
    json.fieldNames()
        .forEachRemaining(
            name -> {
              if (!MEMBERS.contains(name)) {
                errors.add(
                    new Invalid.Field(at + "/" + ExactJson.escape(name), "is not known here"));
              }
            });
    for (var name : List.of("input", "expected")) {
      if (!json.hasNonNull(name)) {
        errors.add(new Invalid.Field(at + "/" + name, "must not be null"));
      }
    }
    var key = key(json.path("key"), at + "/key", errors);
    var tags = tags(json.path("tags"), at + "/tags", errors);
    return errors.size() > before
        ? null
        : new GoldenItem(key, text(json.get("input")), text(json.get("expected")), tags);
  }

  /// The key that a JSON value is; null, with its fault in `errors`, when it is none.
  public static String key(JsonNode json, String at, List<Invalid.Field> errors) {
    var key = json.textValue();
    if (key == null || key.isBlank() || key.length() > MAX_KEY || key.indexOf('\0') >= 0) {
      errors.add(new Invalid.Field(at, "must be a text of 1 to %d characters".formatted(MAX_KEY)));
      return null;
    }
    return key;
  }

  private static List<String> tags(JsonNode json, String at, List<Invalid.Field> errors) {
    if (json.isMissingNode() || json.isNull()) {
      return List.of();
    }
    if (!json.isArray() || json.size() > MAX_TAGS) {
      errors.add(new Invalid.Field(at, "must be an array of at most %d tags".formatted(MAX_TAGS)));
      return List.of();
    }
    var tags = new ArrayList<String>();
    var seen = new HashSet<String>();
    for (int i = 0; i < json.size(); i++) {
      var tag = json.get(i).textValue();
      if (tag == null || tag.isBlank() || tag.length() > MAX_TAG || tag.indexOf('\0') >= 0) {
        errors.add(
            new Invalid.Field(
                at + "/" + i, "must be a text of 1 to %d characters".formatted(MAX_TAG)));
      } else if (!seen.add(tag)) {
        errors.add(new Invalid.Field(at + "/" + i, "is there twice"));
      }
      tags.add(tag);
    }
    return tags;
  }

  /// A value in canonical JSON.
  public static String text(JsonNode json) {
    return new String(Canonical.bytes(json), StandardCharsets.UTF_8);
  }

  /// The item in canonical JSON and a line feed: what the version's digest is made of.
  byte[] line() {
    return line("\"expected\":" + expected + ",");
  }

  /// The same without the right answer.
  byte[] lineWithoutExpected() {
    return line("");
  }

  /// RFC 8785 orders members by name, and a canonical value is the same wherever it stands.
  private byte[] line(String expected) {
    var labels = JsonNodeFactory.instance.arrayNode();
    tags.forEach(labels::add);
    return "{%s\"input\":%s,\"key\":%s,\"tags\":%s}\n"
        .formatted(expected, input, text(TextNode.valueOf(key)), text(labels))
        .getBytes(StandardCharsets.UTF_8);
  }
}
