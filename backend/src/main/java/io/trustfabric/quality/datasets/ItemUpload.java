package io.trustfabric.quality.datasets;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trustfabric.record.Invalid;
import io.trustfabric.web.Bodies;
import io.trustfabric.web.BodyLines;
import io.trustfabric.web.ExactJson;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/// Reads a version from one body as it comes in: what is said of it, and its items one at a time.
/// Names every bad one.
final class ItemUpload {

  static final String NDJSON = "application/x-ndjson";

  /// How large one item may be.
  static final int MAX_ITEM = 256 * 1024;

  /// How large all that is said of a version may be, its items apart.
  private static final int MAX_HEADER = 1024 * 1024;

  /// An item's line may be longer than the item: with escapes, up to six times.
  private static final int MAX_LINE = 6 * MAX_ITEM + 1024;

  /// So many bad fields are named; whoever has more has a systematic fault.
  private static final int MOST_ERRORS = 1_000;

  private static final String BASE = "base";
  private static final String ITEMS = "items";
  private static final String UPSERT = "upsert";
  private static final String REMOVE = "remove";

  private final ObjectMapper mapper;
  private final Bodies bodies;
  private final Taker taker;
  private final List<Invalid.Field> errors = new ArrayList<>();
  private final Set<String> keys = new HashSet<>();
  private final Set<String> removed = new HashSet<>();
  private final Set<String> lists = new HashSet<>();
  private int line;

  /// Takes each sound item; there may be so many that they are not kept here.
  interface Taker {
    void take(GoldenItem item);
  }

  /// What was read beside the items.
  ///
  /// @param header what is said of the version
  /// @param removed keys that the base's items lose
  /// @param lists which of `items`, `upsert`, `remove` there were
  record Read<H>(H header, Set<String> removed, Set<String> lists) {}

  ItemUpload(ObjectMapper mapper, Bodies bodies, Taker taker) {
    this.mapper = mapper;
    this.bodies = bodies;
    this.taker = taker;
  }

  /// @throws Invalid naming every bad field, with its line where the body has lines
  <H> Read<H> read(InputStream body, MediaType type, Class<H> headerType) throws IOException {
    var header =
        type != null && type.getSubtype().equals("x-ndjson") ? lines(body) : document(body);
    H bound = header == null ? null : bodies.bind(header, headerType, "", errors);
    if (!errors.isEmpty()) {
      throw new Invalid(errors.subList(0, Math.min(errors.size(), MOST_ERRORS)));
    }
    return new Read<>(bound, removed, lists);
  }

  private ObjectNode document(InputStream body) throws IOException {
    var header = mapper.createObjectNode();
    try (var parser = mapper.createParser(body)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw Invalid.field("", "must be an object");
      }
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        var name = parser.currentName();
        var first = parser.nextToken();
        if (List.of(ITEMS, UPSERT, REMOVE).contains(name) && first != JsonToken.VALUE_NULL) {
          list(parser, name);
        } else {
          header.set(name, headerField(parser, "/" + ExactJson.escape(name)));
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

  private JsonNode headerField(JsonParser parser, String at) throws IOException {
    return ExactJson.read(parser, MAX_HEADER, at, errors);
  }

  private void list(JsonParser parser, String name) throws IOException {
    lists.add(name);
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
        element(name, ExactJson.read(parser, MAX_ITEM, at, errors), at);
      }
    }
  }

  private ObjectNode lines(InputStream body) throws IOException {
    var lines = new BodyLines(body, MAX_LINE);
    var first = lines.next();
    if (first == null) {
      throw Invalid.field("", "must begin with a line that describes the version");
    }
    line = lines.number();
    var header = value(first, MAX_HEADER, "");
    if (header == null || !header.isObject()) {
      errors.addFirst(new Invalid.Field("", "must be an object", line));
    }
    var delta = header != null && header.hasNonNull(BASE);
    lists.add(delta ? UPSERT : ITEMS);
    var index = 0;
    for (var text = lines.next(); text != null; text = lines.next()) {
      line = lines.number();
      if (errors.size() < MOST_ERRORS) {
        var at = "/%s/%d".formatted(delta ? UPSERT : ITEMS, index++);
        var item = value(text, MAX_ITEM, at);
        if (delta && item != null && item.size() == 1 && item.has(REMOVE)) {
          element(REMOVE, item.get(REMOVE), at + "/" + REMOVE);
        } else {
          element(delta ? UPSERT : ITEMS, item, at);
        }
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

  /// Takes one element of a list; null was refused already.
  private void element(String list, JsonNode json, String at) {
    if (json == null) {
      return;
    }
    var before = errors.size();
    if (list.equals(REMOVE)) {
      lists.add(REMOVE);
      var key = GoldenItem.key(json, at, errors);
      if (key != null && !removed.add(key)) {
        errors.add(new Invalid.Field(at, "is there twice"));
      } else if (key != null && keys.contains(key)) {
        errors.add(new Invalid.Field(at, "is also an item of this version"));
      }
    } else {
      var item = GoldenItem.of(json, at, errors);
      if (item != null && !keys.add(item.key())) {
        errors.add(new Invalid.Field(at + "/key", "is there twice"));
      } else if (item != null && removed.contains(item.key())) {
        errors.add(new Invalid.Field(at + "/key", "is also to be removed"));
      } else if (item != null && item.line().length > MAX_ITEM) {
        errors.add(new Invalid.Field(at, "is larger than %d KiB".formatted(MAX_ITEM / 1024)));
      } else if (item != null && errors.isEmpty()) {
        taker.take(item);
      }
    }
    number(before);
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
