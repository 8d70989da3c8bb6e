package io.trustfabric.web;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trustfabric.record.Invalid;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/// Reads a body that says a few things and then lists many, one element at a time: a JSON object
/// whose lists may stand anywhere in it, or lines of JSON, the first of which is that object
/// without its lists. Names everything that is bad.
public final class HeadedBody {

  public static final String NDJSON = "application/x-ndjson";

  /// How large one element may be.
  public static final int MAX_ELEMENT = 256 * 1024;

  /// How large all that is said beside the lists may be.
  private static final int MAX_HEADER = 1024 * 1024;

  /// An element's line may be longer than the element: with escapes, up to six times.
  private static final int MAX_LINE = 6 * MAX_ELEMENT + 1024;

  /// So many bad fields are named; whoever has more has a systematic fault.
  private static final int MOST_ERRORS = 1_000;

  private final ObjectMapper mapper;
  private final Bodies bodies;
  private final Lists lists;
  private final List<Invalid.Field> errors = new ArrayList<>();
  private final Set<String> given = new HashSet<>();
  private int line;

  /// The lists of such a body, and what becomes of their elements.
  public interface Lists {

    /// What they are called.
    List<String> names();

    /// The list that the lines of a body with this header belong to.
    String ofLines(JsonNode header);

    /// Takes a sound JSON value, or adds to `errors` why it is no element.
    void take(String list, JsonNode element, String at, List<Invalid.Field> errors);
  }

  public HeadedBody(ObjectMapper mapper, Bodies bodies, Lists lists) {
    this.mapper = mapper;
    this.bodies = bodies;
    this.lists = lists;
  }

  /// Reads it all; elements are handed out meanwhile.
  ///
  /// @return what is said beside the lists
  /// @throws Invalid naming every bad field, with its line where the body has lines
  public <H> H read(InputStream body, MediaType type, Class<H> headerType) {
    try {
      var header =
          type != null && type.getSubtype().equals("x-ndjson") ? lines(body) : document(body);
      H bound = header == null ? null : bodies.bind(header, headerType, "", errors);
      if (!errors.isEmpty()) {
        throw new Invalid(errors.subList(0, Math.min(errors.size(), MOST_ERRORS)));
      }
      return bound;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Which lists there were.
  public Set<String> given() {
    return given;
  }

  private ObjectNode document(InputStream body) throws IOException {
    var header = mapper.createObjectNode();
    try (var parser = mapper.createParser(body)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw Invalid.field("", "must be an object");
      }
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        var name = parser.currentName();
        if (parser.nextToken() != JsonToken.VALUE_NULL && lists.names().contains(name)) {
          list(parser, name);
        } else {
          var at = "/" + ExactJson.escape(name);
          header.set(name, ExactJson.read(parser, MAX_HEADER, at, errors));
        }
      }
      if (parser.nextToken() != null) {
        throw Invalid.field("", "has something after the object");
      }
    } catch (JsonProcessingException e) {
      throw Invalid.field("", Bodies.notJson(e));
    }
    return header;
  }

  private void list(JsonParser parser, String name) throws IOException {
    given.add(name);
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      errors.add(new Invalid.Field("/" + name, "must be an array"));
      parser.skipChildren();
      return;
    }
    for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
      var at = "/" + name + "/" + i;
      if (errors.size() >= MOST_ERRORS) {
        parser.skipChildren();
      } else {
        take(name, ExactJson.read(parser, MAX_ELEMENT, at, errors), at);
      }
    }
  }

  private ObjectNode lines(InputStream body) throws IOException {
    var source = new BodyLines(body, MAX_LINE);
    var first = source.next();
    if (first == null) {
      throw Invalid.field("", "must begin with a line that is an object");
    }
    line = source.number();
    var header = value(first, MAX_HEADER, "");
    if (header == null || !header.isObject()) {
      errors.addFirst(new Invalid.Field("", "must be an object", line));
    }
    var list = lists.ofLines(header == null ? mapper.createObjectNode() : header);
    given.add(list);
    var index = 0;
    for (var text = source.next(); text != null; text = source.next()) {
      line = source.number();
      if (errors.size() < MOST_ERRORS) {
        var at = "/%s/%d".formatted(list, index++);
        take(list, value(text, MAX_ELEMENT, at), at);
      }
    }
    line = 0;
    return header instanceof ObjectNode object ? object : null;
  }

  private JsonNode value(byte[] text, int maxBytes, String at) throws IOException {
    var before = errors.size();
    try (var parser = mapper.createParser(text)) {
      if (parser.nextToken() == null) {
        return null;
      }
      var value = ExactJson.read(parser, maxBytes, at, errors);
      if (parser.nextToken() != null) {
        errors.add(new Invalid.Field(at, "has something after the value"));
      }
      return value;
    } catch (JsonProcessingException e) {
      errors.add(new Invalid.Field(at, "is not valid JSON"));
      return null;
    } finally {
      number(before);
    }
  }

  /// Hands an element out; null was refused already.
  private void take(String list, JsonNode element, String at) {
    if (element != null) {
      var before = errors.size();
      lists.take(list, element, at, errors);
      number(before);
    }
  }

  /// Gives new errors the number of their line, in a body of lines.
  private void number(int from) {
    if (line > 0) {
      IntStream.range(from, errors.size())
          .forEach(
              i ->
                  errors.set(
                      i,
                      new Invalid.Field(errors.get(i).pointer(), errors.get(i).message(), line)));
    }
  }
}
