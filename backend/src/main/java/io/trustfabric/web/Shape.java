package io.trustfabric.web;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.type.TypeFactory;
import io.trustfabric.record.Canonical;
import io.trustfabric.record.Invalid;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/// Holds a JSON tree against the type it should become and collects everything that does not fit:
/// unknown fields, wrong kinds, unknown enum values, malformed times. Gives back the part that does
/// fit.
final class Shape {

  /// How large a record's free JSON may be.
  private static final int MAX_FREE_BYTES = 16 * 1024;

  /// How deep it may be nested: lists and ledger lines put it into more levels, and JSON readers
  /// give up at some depth.
  private static final int MAX_FREE_DEPTH = 100;

  private final String root;
  private final List<Invalid.Field> errors = new ArrayList<>();

  Shape(String root) {
    this.root = root;
  }

  List<Invalid.Field> errors() {
    return errors;
  }

  /// The fitting part of `node`; null when nothing of it fits.
  JsonNode check(JsonNode node, JavaType type) {
    return check(node, type, root);
  }

  private JsonNode check(JsonNode node, JavaType type, String at) {
    var raw = type.getRawClass();
    if (node.isNull()) {
      return node;
    }
    if (raw.isRecord()) {
      return node.isObject() ? record(node, type, at) : wrong(at, "must be an object");
    }
    if (List.class.isAssignableFrom(raw)) {
      return node.isArray() ? list(node, type, at) : wrong(at, "must be an array");
    }
    if (Map.class.isAssignableFrom(raw)) {
      return node.isObject() ? free(node, at) : wrong(at, "must be an object");
    }
    if (raw == Boolean.class) {
      return node.isBoolean() ? node : wrong(at, "must be true or false");
    }
    if (raw == Integer.class || raw == Long.class) {
      return whole(node, raw, at);
    }
    if (raw == BigDecimal.class) {
      return node.isNumber() ? node : wrong(at, "must be a number");
    }
    if (!node.isTextual()) {
      return wrong(at, "must be a string");
    }
    return text(node, raw, at);
  }

  private JsonNode record(JsonNode node, JavaType type, String at) {
    var raw = type.getRawClass();
    var components =
        Arrays.stream(raw.getRecordComponents())
            .collect(Collectors.toMap(c -> WireNames.of(raw, c.getName()), c -> c));
    var sound = JsonNodeFactory.instance.objectNode();
    for (var property : node.properties()) {
      var component = components.get(property.getKey());
      var pointer = at + "/" + escape(property.getKey());
      if (component == null) {
        if (!WireNames.areOthersTolerated(raw)) {
          wrong(pointer, "is not known here");
        }
        continue;
      }
      var inner = TypeFactory.defaultInstance().constructType(component.getGenericType());
      var checked = check(property.getValue(), inner, pointer);
      if (checked != null) {
        sound.set(property.getKey(), checked);
      }
    }
    return sound;
  }

  private JsonNode list(JsonNode node, JavaType type, String at) {
    var sound = JsonNodeFactory.instance.arrayNode();
    for (int i = 0; i < node.size(); i++) {
      var checked = check(node.get(i), type.getContentType(), at + "/" + i);
      // A hole keeps the others' places, by which later errors name them.
      sound.add(checked == null ? JsonNodeFactory.instance.nullNode() : checked);
    }
    return sound;
  }

  /// Free JSON: anything, but only what can be stored and canonicalised without loss.
  private JsonNode free(JsonNode node, String at) {
    var before = errors.size();
    if (node.toString().getBytes(StandardCharsets.UTF_8).length > MAX_FREE_BYTES) {
      return wrong(at, "is larger than 16 KiB");
    }
    if (isDeeper(node, MAX_FREE_DEPTH)) {
      return wrong(at, "is nested deeper than %d levels".formatted(MAX_FREE_DEPTH));
    }
    var storable = walk(node, at);
    return errors.size() == before ? storable : null;
  }

  private static boolean isDeeper(JsonNode node, int levels) {
    if (!node.isContainerNode()) {
      return false;
    }
    if (levels == 0) {
      return true;
    }
    for (var inner : node) {
      if (isDeeper(inner, levels - 1)) {
        return true;
      }
    }
    return false;
  }

  /// A copy in which a number with a fraction is a double, as it will be when read back from the
  /// database.
  private JsonNode walk(JsonNode node, String at) {
    switch (node.getNodeType()) {
      case OBJECT -> {
        var copy = JsonNodeFactory.instance.objectNode();
        for (var property : node.properties()) {
          var pointer = at + "/" + escape(property.getKey());
          if (!isStorable(property.getKey())) {
            wrong(pointer, "has a name with characters that cannot be stored");
          }
          copy.set(property.getKey(), walk(property.getValue(), pointer));
        }
        return copy;
      }
      case ARRAY -> {
        var copy = JsonNodeFactory.instance.arrayNode();
        for (int i = 0; i < node.size(); i++) {
          copy.add(walk(node.get(i), at + "/" + i));
        }
        return copy;
      }
      case STRING -> {
        if (!isStorable(node.textValue())) {
          wrong(at, "has characters that cannot be stored");
        }
      }
      case NUMBER -> {
        if (!Canonical.isExactAsDouble(node.decimalValue())) {
          wrong(at, "is a number that a double cannot hold exactly; send it as a string");
        }
        if (!node.isInt() && !node.isLong()) {
          return JsonNodeFactory.instance.numberNode(node.doubleValue());
        }
      }
      default -> {}
    }
    return node;
  }

  private JsonNode whole(JsonNode node, Class<?> raw, String at) {
    if (!node.isIntegralNumber()) {
      return wrong(at, "must be a whole number");
    }
    var fits =
        raw == Integer.class
            ? node.canConvertToInt()
            : node.canConvertToLong() && Math.abs(node.longValue()) <= 1L << 53;
    return fits ? node : wrong(at, "is too large a number");
  }

  private JsonNode text(JsonNode node, Class<?> raw, String at) {
    var text = node.textValue();
    if (raw.isEnum()) {
      var values =
          Arrays.stream(raw.getEnumConstants())
              .map(c -> ((Enum<?>) c).name().toLowerCase(Locale.ROOT))
              .toList();
      return values.contains(text)
          ? node
          : wrong(at, "must be one of " + String.join(", ", values));
    }
    if (raw == Instant.class) {
      return instant(text, at);
    }
    try {
      if (raw == UUID.class && !UUID.fromString(text).toString().equalsIgnoreCase(text)) {
        return wrong(at, "must be a UUID");
      }
      if (raw == Duration.class) {
        Duration.parse(text);
      }
    } catch (IllegalArgumentException | DateTimeException e) {
      return wrong(at, raw == UUID.class ? "must be a UUID" : "must be an ISO 8601 duration");
    }
    return isStorable(text) ? node : wrong(at, "has characters that cannot be stored");
  }

  private JsonNode instant(String text, String at) {
    var instant = Times.parse(text);
    if (instant == null) {
      return wrong(at, "must be an RFC 3339 time such as 2026-01-31T23:59:59Z");
    }
    // What PostgreSQL keeps: a finer time would not be the same once read back.
    return JsonNodeFactory.instance.textNode(instant.toString());
  }

  private JsonNode wrong(String at, String message) {
    errors.add(new Invalid.Field(at, message));
    return null;
  }

  /// No NUL, which PostgreSQL's text cannot hold, and no half of a surrogate pair, which UTF-8
  /// cannot.
  static boolean isStorable(String text) {
    for (int i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      if (c == 0) {
        return false;
      }
      if (Character.isSurrogate(c)) {
        if (!Character.isHighSurrogate(c)
            || i + 1 == text.length()
            || !Character.isLowSurrogate(text.charAt(i + 1))) {
          return false;
        }
        i++;
      }
    }
    return true;
  }

  private static String escape(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }
}
