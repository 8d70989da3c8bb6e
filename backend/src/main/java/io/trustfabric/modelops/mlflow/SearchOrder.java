package io.trustfabric.modelops.mlflow;

import io.trustfabric.record.TrustRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// In what order a search answers: as asked, and then by id.
///
/// @param keys the last one is the id
record SearchOrder<T extends TrustRecord>(List<Key<T>> keys) {

  /// A field to order by.
  ///
  /// @param hql of an entity called `e`
  /// @param of reads it from a row, as text
  /// @param parse reads it from that text
  record Field<T>(String hql, Function<T, Object> of, Function<String, Object> parse) {}

  /// A field with its direction.
  record Key<T>(Field<T> field, boolean descending) {}

  /// @param usual taken when nothing is asked for
  /// @throws MlflowError saying what is no order
  static <T extends TrustRecord> SearchOrder<T> parse(
      List<String> orderBy, Map<String, Field<T>> offered, List<String> usual) {
    var keys = new ArrayList<Key<T>>();
    for (var text : orderBy == null || orderBy.isEmpty() ? usual : orderBy) {
      keys.add(key(text, offered));
    }
    if (keys.stream().map(Key::field).distinct().count() < keys.size()) {
      throw MlflowError.invalid("order_by: names a field twice");
    }
    keys.add(new Key<>(new Field<>("id", row -> row.id, java.util.UUID::fromString), false));
    return new SearchOrder<>(keys);
  }

  private static <T> Key<T> key(String text, Map<String, Field<T>> offered) {
    var words = text.strip().split("\\s+");
    var direction = words.length == 2 ? words[1].toUpperCase(Locale.ROOT) : "ASC";
    var field = offered.get(words[0].replace("`", ""));
    if (field == null || words.length > 2 || !List.of("ASC", "DESC").contains(direction)) {
      throw MlflowError.invalid(
          "order_by: must be one of %s, with ASC or DESC behind it"
              .formatted(offered.keySet().stream().sorted().collect(Collectors.joining(", "))));
    }
    return new Key<>(field, direction.equals("DESC"));
  }

  String hql() {
    return keys.stream()
        .map(key -> "e.%s%s".formatted(key.field.hql(), key.descending ? " desc" : ""))
        .collect(Collectors.joining(", "));
  }

  /// What follows a row whose keys are the parameters k0, k1, ...
  String after() {
    var ways = new ArrayList<String>();
    for (int i = 0; i < keys.size(); i++) {
      var way = new ArrayList<String>();
      for (int j = 0; j < i; j++) {
        way.add("e.%s = :k%d".formatted(keys.get(j).field.hql(), j));
      }
      way.add(compared(i, ""));
      ways.add("(" + String.join(" and ", way) + ")");
    }
    // Said apart, for the index on the first key.
    return compared(0, "=") + " and (" + String.join(" or ", ways) + ")";
  }

  private String compared(int i, String orEqual) {
    var key = keys.get(i);
    return "e.%s %s%s :k%d".formatted(key.field.hql(), key.descending ? "<" : ">", orEqual, i);
  }
}
