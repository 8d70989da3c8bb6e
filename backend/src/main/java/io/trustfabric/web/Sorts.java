package io.trustfabric.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// The orders a list is offered in. Each key is a run of non-null, indexed fields, made total by
/// the id.
public final class Sorts<T> {

  /// One field of a sort key: its HQL name, how to read it from a row, how to read it from a
  /// cursor.
  public record Field<T>(String hql, Function<T, Object> of, Function<String, Object> parse) {}

  private final Map<String, List<Field<T>>> keys = new LinkedHashMap<>();
  private final String defaultSort;

  private Sorts(String defaultSort) {
    this.defaultSort = defaultSort;
  }

  /// @param defaultSort what is taken when nothing is asked for, such as `-occurredAt`
  public static <T> Sorts<T> byDefault(String defaultSort) {
    return new Sorts<>(defaultSort);
  }

  /// An order by one field.
  public Sorts<T> offer(String name, Field<T> field) {
    keys.put(name, List.of(field));
    return this;
  }

  /// An order by one field and, where that is equal, by another.
  public Sorts<T> offer(String name, Field<T> field, Field<T> then) {
    keys.put(name, List.of(field, then));
    return this;
  }

  String defaultSort() {
    return defaultSort;
  }

  List<Field<T>> key(String name) {
    return keys.get(name);
  }

  String names() {
    return String.join(", ", keys.keySet());
  }
}
