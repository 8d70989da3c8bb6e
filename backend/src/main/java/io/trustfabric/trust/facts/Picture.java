package io.trustfabric.trust.facts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// All facts and counts as of one position of the ledger.
///
/// @param position the last line that is in; -1 for none
/// @param at the moment that times are held against
/// @param totals counts by measure, those that are 0 included
/// @param facts by kind and subject
public record Picture(
    long position,
    Instant at,
    Map<String, Long> totals,
    Map<String, SortedMap<String, JsonNode>> facts) {

  private static final SortedMap<String, JsonNode> NONE = new TreeMap<>();
  private static final int WRITTEN = "2026-01-31T10:00:00.000000Z".length();

  public long total(String measure) {
    return totals.getOrDefault(measure, 0L);
  }

  /// The facts of a kind, by subject and in their order.
  public SortedMap<String, JsonNode> of(String kind) {
    return facts.getOrDefault(kind, NONE);
  }

  /// One fact; missing where there is none.
  public JsonNode fact(String kind, String subject) {
    var fact = of(kind).get(subject);
    return fact == null ? MissingNode.getInstance() : fact;
  }

  /// Whether the time in a field has passed; false where there is none.
  public boolean isPast(JsonNode fact, String field) {
    var time = time(fact, field);
    return time != null && time.isBefore(at);
  }

  /// Whether the time in a field lies further back than that; true where there is none.
  public boolean isOlder(JsonNode fact, String field, Duration age) {
    var time = time(fact, field);
    return time == null || time.isBefore(at.minus(age));
  }

  /// Subjects of the facts of a kind of which the time in a field has passed.
  public List<String> past(String kind, String field) {
    return of(kind).entrySet().stream()
        .filter(fact -> isPast(fact.getValue(), field))
        .map(Map.Entry::getKey)
        .toList();
  }

  /// The time in a field; null where there is none.
  public static Instant time(JsonNode fact, String field) {
    return fact.hasNonNull(field) ? instant(fact.get(field).asText()) : null;
  }

  /// Reads a time as the ledger writes it, `2026-01-31T10:00:00.000000Z`; others by the book. A
  /// general parser would take most of the time that a page takes.
  private static Instant instant(String text) {
    if (text.length() != WRITTEN) {
      return Instant.parse(text);
    }
    var day =
        LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10)).toEpochDay();
    var second = number(text, 11, 13) * 3_600 + number(text, 14, 16) * 60 + number(text, 17, 19);
    return Instant.ofEpochSecond(day * 86_400 + second, number(text, 20, 26) * 1_000L);
  }

  private static int number(String text, int from, int to) {
    return Integer.parseInt(text, from, to, 10);
  }
}
