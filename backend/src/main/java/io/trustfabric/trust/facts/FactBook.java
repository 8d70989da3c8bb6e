package io.trustfabric.trust.facts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/// Facts and counts while lines are taken: read when first needed, written together at the end.
/// What a fact was before each line is kept beside.
final class FactBook {

  /// What a fact is about: a secret, a suite, one record.
  record Place(String kind, String subject) {}

  /// A fact that is over.
  ///
  /// @param from position of the line that made it so
  /// @param to position of the line that changed it
  record PastFact(Place place, ObjectNode fact, long from, long to) {}

  private static final class Held {
    private ObjectNode fact;
    private long since;
    private boolean stored;
    private boolean changed;

    private Held(FactTables.Kept kept) {
      stored = kept != null;
      fact = kept == null ? null : kept.fact();
      since = kept == null ? -1 : kept.since();
    }
  }

  private static final Comparator<JsonNode> SAME_VALUE =
      (one, other) ->
          one.isNumber() && other.isNumber()
              ? one.decimalValue().compareTo(other.decimalValue())
              : one.equals(other) ? 0 : 1;

  private final FactTables tables;
  private final RecordStates states;
  private final Map<Place, Held> facts = new LinkedHashMap<>();
  private final List<PastFact> past = new ArrayList<>();
  private final Map<String, Long> totals = new HashMap<>();
  private final Map<String, SortedMap<Long, Long>> tallies = new LinkedHashMap<>();
  private long position;

  FactBook(FactTables tables, RecordStates states) {
    this.tables = tables;
    this.states = states;
  }

  /// Goes on to a line.
  void turnTo(long position) {
    this.position = position;
  }

  ObjectNode newFact() {
    return JsonNodeFactory.instance.objectNode();
  }

  /// A copy of the fact to go on from; empty where there is none.
  ObjectNode fact(String kind, String subject) {
    var held = held(new Place(kind, subject));
    return held.fact == null ? newFact() : held.fact.deepCopy();
  }

  void put(String kind, String subject, ObjectNode fact) {
    change(new Place(kind, subject), fact);
  }

  void remove(String kind, String subject) {
    change(new Place(kind, subject), null);
  }

  /// Puts or takes away a fact that a record is while something holds.
  ///
  /// @param fact null where it does not hold
  void keep(SeenChange change, String kind, ObjectNode fact) {
    if (fact != null || !change.before().isEmpty()) {
      change(new Place(kind, change.id().toString()), fact);
    }
  }

  /// Counts a record where it is now and no longer where it was.
  ///
  /// @param was null for nowhere
  /// @param is null for nowhere
  void count(String was, String is) {
    if (!Objects.equals(was, is)) {
      add(was, -1);
      add(is, 1);
    }
  }

  /// The newest good backup of a target of each type, the line being taken included.
  List<ObjectNode> completedBackups(String target) {
    states.write();
    return tables.completedBackups(target);
  }

  /// What is remembered like a record; empty where nothing is.
  ObjectNode remembered(String type, UUID id) {
    return states.of(type, id);
  }

  void remember(String type, UUID id, ObjectNode fields) {
    states.put(type, id, fields);
  }

  private void add(String measure, long by) {
    if (measure == null) {
      return;
    }
    var total = totals.computeIfAbsent(measure, tables::total) + by;
    totals.put(measure, total);
    tallies.computeIfAbsent(measure, m -> new TreeMap<>()).put(position, total);
  }

  private Held held(Place place) {
    return facts.computeIfAbsent(place, p -> new Held(tables.fact(p)));
  }

  private void change(Place place, ObjectNode fact) {
    var held = held(place);
    if (isSame(held.fact, fact)) {
      return;
    }
    if (held.fact != null && held.since < position) {
      past.add(new PastFact(place, held.fact, held.since, position));
    }
    held.fact = fact;
    held.since = position;
    held.changed = true;
  }

  /// Whether two facts say the same: a number is one however wide it is kept.
  private static boolean isSame(ObjectNode one, ObjectNode other) {
    return one == null || other == null ? one == other : one.equals(SAME_VALUE, other);
  }

  /// Writes all of it.
  void close() {
    var changed = new LinkedHashMap<Place, FactTables.Kept>();
    var gone = new ArrayList<Place>();
    facts.forEach(
        (place, held) -> {
          if (held.changed && held.fact != null) {
            changed.put(place, new FactTables.Kept(held.fact, held.since));
          } else if (held.changed && held.stored) {
            gone.add(place);
          }
        });
    tables.write(changed, gone, past);
    tables.writeTotals(totals, tallies);
  }
}
