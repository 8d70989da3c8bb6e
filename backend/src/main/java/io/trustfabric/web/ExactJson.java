package io.trustfabric.web;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.trustfabric.record.Canonical;
import io.trustfabric.record.Invalid;
import java.io.IOException;
import java.util.List;

/// Reads one JSON value of a long body, no larger than it may be in memory, and refuses by pointer
/// what canonical JSON (RFC 8785) could not give back: numbers that a double cannot hold exactly,
/// halves of surrogate pairs.
public final class ExactJson {

  /// How deep a value may be nested: it is put into more levels, and JSON readers give up at some
  /// depth.
  private static final int MAX_DEPTH = 100;

  private static final JsonNodeFactory MAKE = JsonNodeFactory.instance;

  private final JsonParser parser;
  private final int maxBytes;
  private final List<Invalid.Field> errors;
  private long size;
  private boolean tooDeep;

  private ExactJson(JsonParser parser, int maxBytes, List<Invalid.Field> errors) {
    this.parser = parser;
    this.maxBytes = maxBytes;
    this.errors = errors;
  }

  /// The value that the parser stands at the first token of; the parser stands at its last one
  /// afterwards.
  ///
  /// @param maxBytes how large it may be
  /// @param at the value's JSON pointer
  /// @return the value; null, with its faults in `errors`, when it is not one to be kept
  public static JsonNode read(
      JsonParser parser, int maxBytes, String at, List<Invalid.Field> errors) throws IOException {
    var reading = new ExactJson(parser, maxBytes, errors);
    var before = errors.size();
    var value = reading.value(at, 0);
    if (reading.isTooLarge()) {
      errors.add(new Invalid.Field(at, "is larger than %d KiB".formatted(maxBytes / 1024)));
    }
    if (reading.tooDeep) {
      errors.add(new Invalid.Field(at, "is nested deeper than %d levels".formatted(MAX_DEPTH)));
    }
    return errors.size() > before ? null : value;
  }

  /// A name as a part of a JSON pointer.
  public static String escape(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }

  private boolean isTooLarge() {
    return size > maxBytes;
  }

  /// Of what is too large or too deep only the tokens are read on; nothing of it is kept.
  private boolean keeps() {
    return !isTooLarge() && !tooDeep;
  }

  private JsonNode value(String at, int depth) throws IOException {
    size++;
    tooDeep |= depth > MAX_DEPTH;
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(at, depth);
      case START_ARRAY -> array(at, depth);
      case VALUE_STRING -> text(at);
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(at);
      case VALUE_TRUE -> MAKE.booleanNode(true);
      case VALUE_FALSE -> MAKE.booleanNode(false);
      default -> MAKE.nullNode();
    };
  }

  private JsonNode object(String at, int depth) throws IOException {
    var object = MAKE.objectNode();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      var name = parser.currentName();
      size += name.length();
      var pointer = keeps() ? at + "/" + escape(name) : at;
      if (keeps() && !Shape.isStorable(name)) {
        wrong(pointer, "has a name with characters that cannot be stored");
      }
      parser.nextToken();
      var value = value(pointer, depth + 1);
      if (keeps()) {
        object.set(name, value);
      }
    }
    return object;
  }

  private JsonNode array(String at, int depth) throws IOException {
    var array = MAKE.arrayNode();
    for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
      var value = value(keeps() ? at + "/" + i : at, depth + 1);
      if (keeps()) {
        array.add(value);
      }
    }
    return array;
  }

  private JsonNode text(String at) throws IOException {
    var text = parser.getText();
    size += text.length();
    if (keeps() && !Shape.isStorable(text)) {
      wrong(at, "has characters that cannot be stored");
    }
    return MAKE.textNode(text);
  }

  private JsonNode number(String at) throws IOException {
    size += parser.getTextLength();
    if (!keeps()) {
      return MAKE.nullNode();
    }
    var exact = parser.getDecimalValue();
    if (!Canonical.isExactAsDouble(exact)) {
      wrong(at, "is a number that a double cannot hold exactly; send it as a string");
      return MAKE.nullNode();
    }
    return switch (parser.getNumberType()) {
      case INT -> MAKE.numberNode(parser.getIntValue());
      case LONG -> MAKE.numberNode(parser.getLongValue());
      default -> MAKE.numberNode(exact.doubleValue());
    };
  }

  private void wrong(String at, String message) {
    errors.add(new Invalid.Field(at, message));
  }
}
