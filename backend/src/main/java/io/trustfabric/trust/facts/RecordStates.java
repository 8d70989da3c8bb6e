package io.trustfabric.trust.facts;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// The fields that are remembered of records, while lines are taken.
final class RecordStates {

  private static final int AT_ONCE = 2_000;

  private final FactTables tables;
  private final Map<String, Map<UUID, ObjectNode>> known = new HashMap<>();
  private final Map<String, Map<UUID, ObjectNode>> changed = new LinkedHashMap<>();
  private int count;

  RecordStates(FactTables tables) {
    this.tables = tables;
  }

  /// Reads many together.
  void read(String type, Collection<UUID> ids) {
    var of = known.computeIfAbsent(type, t -> new HashMap<>());
    var found = tables.records(type, ids);
    for (var id : ids) {
      of.computeIfAbsent(id, i -> found.getOrDefault(i, empty()));
    }
  }

  /// A copy of what is remembered; empty where nothing is.
  ObjectNode of(String type, UUID id) {
    var of = known.computeIfAbsent(type, t -> new HashMap<>());
    return of.computeIfAbsent(id, i -> tables.records(type, List.of(i)).getOrDefault(i, empty()))
        .deepCopy();
  }

  void put(String type, UUID id, ObjectNode fields) {
    known.computeIfAbsent(type, t -> new HashMap<>()).put(id, fields);
    if (changed.computeIfAbsent(type, t -> new LinkedHashMap<>()).put(id, fields) == null) {
      count++;
    }
    if (count >= AT_ONCE) {
      write();
      known.clear();
    }
  }

  /// Writes what changed.
  void write() {
    changed.forEach(tables::keepRecords);
    changed.clear();
    count = 0;
  }

  private static ObjectNode empty() {
    return JsonNodeFactory.instance.objectNode();
  }
}
