package io.trustfabric.quality.datasets;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.trustfabric.record.Invalid;
import io.trustfabric.web.Bodies;
import io.trustfabric.web.HeadedBody;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Reads a version from one body as it comes in: what is said of it, and its items one at a time.
final class ItemUpload implements HeadedBody.Lists {

  private static final String BASE = "base";
  private static final String ITEMS = "items";
  private static final String UPSERT = "upsert";
  private static final String REMOVE = "remove";

  private final ObjectMapper mapper;
  private final Bodies bodies;
  private final Taker taker;
  private final Set<String> keys = new HashSet<>();
  private final Set<String> removed = new HashSet<>();

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
  <H> Read<H> read(InputStream body, MediaType type, Class<H> headerType) {
    var reading = new HeadedBody(mapper, bodies, this);
    var header = reading.read(body, type, headerType);
    return new Read<>(header, removed, reading.given());
  }

  @Override
  public List<String> names() {
    return List.of(ITEMS, UPSERT, REMOVE);
  }

  @Override
  public String ofLines(JsonNode header) {
    return header.hasNonNull(BASE) ? UPSERT : ITEMS;
  }

  @Override
  public void take(String list, JsonNode json, String at, List<Invalid.Field> errors) {
    if (list.equals(REMOVE)) {
      remove(json, at, errors);
    } else if (list.equals(UPSERT) && json.size() == 1 && json.has(REMOVE)) {
      remove(json.get(REMOVE), at + "/" + REMOVE, errors);
    } else {
      item(json, at, errors);
    }
  }

  private void remove(JsonNode json, String at, List<Invalid.Field> errors) {
    var key = GoldenItem.key(json, at, errors);
    if (key != null && !removed.add(key)) {
      errors.add(new Invalid.Field(at, "is there twice"));
    } else if (key != null && keys.contains(key)) {
      errors.add(new Invalid.Field(at, "is also an item of this version"));
    }
  }

  private void item(JsonNode json, String at, List<Invalid.Field> errors) {
    var item = GoldenItem.of(json, at, errors);
    if (item == null) {
      return;
    }
    if (!keys.add(item.key())) {
      errors.add(new Invalid.Field(at + "/key", "is there twice"));
    } else if (removed.contains(item.key())) {
      errors.add(new Invalid.Field(at + "/key", "is also to be removed"));
    } else if (item.line().length > HeadedBody.MAX_ELEMENT) {
      errors.add(
          new Invalid.Field(at, "is larger than %d KiB".formatted(HeadedBody.MAX_ELEMENT / 1024)));
    } else if (errors.isEmpty()) {
      taker.take(item);
    }
  }
}
