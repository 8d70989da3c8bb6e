package io.trustfabric.web;

import io.trustfabric.record.Invalid;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/// A list's filters: OR within a field, AND between fields. Collects every bad parameter and
/// refuses them together.
public final class Where {

  private static final int MAX_VALUES = 50;

  private final List<String> clauses = new ArrayList<>();
  private final Map<String, Object> parameters = new LinkedHashMap<>();
  private final List<Invalid.Field> errors = new ArrayList<>();
  private boolean search;

  /// The field has one of the values.
  public Where anyOf(String field, List<String> values) {
    return in(
        field,
        field,
        values,
        text -> text.length() <= 500 && Shape.isStorable(text) ? text : null,
        "is not a value that can be stored");
  }

  /// The enum field has one of the values, each in lower snake case.
  public <E extends Enum<E>> Where anyOf(String field, Class<E> type, List<String> values) {
    return anyOf(field, type, field, values);
  }

  /// The same for a field that the parameter is not named for.
  public <E extends Enum<E>> Where anyOf(
      String field, Class<E> type, String parameter, List<String> values) {
    var constants = type.getEnumConstants();
    var names = Arrays.stream(constants).map(c -> c.name().toLowerCase(Locale.ROOT)).toList();
    return in(
        field,
        parameter,
        values,
        text -> names.contains(text) ? constants[names.indexOf(text)] : null,
        "must be one of " + String.join(", ", names));
  }

  /// The enum field has one of the values, looked for by the indexed field that holds its ordinal.
  public <E extends Enum<E>> Where anyOf(
      String field, String rank, Class<E> type, List<String> values) {
    var names =
        Arrays.stream(type.getEnumConstants()).map(c -> c.name().toLowerCase(Locale.ROOT)).toList();
    return in(
        rank,
        field,
        values,
        text -> names.contains(text) ? names.indexOf(text) : null,
        "must be one of " + String.join(", ", names));
  }

  /// The field's time is at or after `from`.
  public Where from(String field, String parameter, String from) {
    return time(field, parameter, from, ">=");
  }

  /// The field's time is before `to`.
  public Where to(String field, String parameter, String to) {
    return time(field, parameter, to, "<");
  }

  /// The field is this id.
  public Where id(String field, String value) {
    try {
      return also("%s = :%s".formatted(field, field), Map.of(field, UUID.fromString(value)));
    } catch (IllegalArgumentException e) {
      return refuse(field, "must be a UUID");
    }
  }

  /// A condition that a true or false parameter stands for.
  public Where flag(String parameter, String value, String whenTrue, String whenFalse) {
    return flag(parameter, value, whenTrue, whenFalse, Map.of());
  }

  /// The same where both conditions have parameters of their own.
  public Where flag(
      String parameter,
      String value,
      String whenTrue,
      String whenFalse,
      Map<String, Object> values) {
    return switch (value) {
      case null -> this;
      case "true" -> also(whenTrue, values);
      case "false" -> also(whenFalse, values);
      default -> refuse(parameter, "must be true or false");
    };
  }

  /// A condition in HQL with its own parameters.
  public Where also(String clause, Map<String, Object> values) {
    clauses.add(clause);
    parameters.putAll(values);
    return this;
  }

  /// A parameter whose value is not understood.
  public Where refuse(String parameter, String message) {
    errors.add(new Invalid.Field("?" + parameter, message));
    return this;
  }

  /// Full-text search in title and description; blank finds everything.
  public Where search(String q) {
    if (q == null || q.isBlank()) {
      return this;
    }
    if (q.length() > 200 || !Shape.isStorable(q)) {
      return refuse("q", "must be at most 200 storable characters");
    }
    clauses.add("cast(sql('search @@ search_query(?)', :q) as Boolean) = true");
    parameters.put("q", q);
    search = true;
    return this;
  }

  private Where in(
      String field,
      String parameter,
      List<String> values,
      Function<String, Object> parse,
      String message) {
    if (values == null || values.isEmpty()) {
      return this;
    }
    if (values.size() > MAX_VALUES) {
      return refuse(parameter, "may be given at most %d times".formatted(MAX_VALUES));
    }
    var parsed = values.stream().map(parse).toList();
    if (parsed.contains(null)) {
      return refuse(parameter, message);
    }
    // Equality, not a list of one: the planner then knows that an index gives the order.
    clauses.add(
        parsed.size() == 1
            ? "%s = :%s".formatted(field, parameter)
            : "%s in :%s".formatted(field, parameter));
    parameters.put(parameter, parsed.size() == 1 ? parsed.getFirst() : parsed);
    return this;
  }

  private Where time(String field, String parameter, String text, String comparison) {
    if (text == null) {
      return this;
    }
    Instant instant = Times.parse(text);
    if (instant == null) {
      return refuse(parameter, "must be an RFC 3339 time such as 2026-01-31T23:59:59Z");
    }
    clauses.add("%s %s :%s".formatted(field, comparison, parameter));
    parameters.put(parameter, instant);
    return this;
  }

  /// @throws Invalid when any parameter was bad
  public void check() {
    if (!errors.isEmpty()) {
      throw new Invalid(errors);
    }
  }

  /// Whether words are searched for.
  boolean isSearch() {
    return search;
  }

  List<Invalid.Field> errors() {
    return errors;
  }

  String hql() {
    return clauses.isEmpty() ? "" : String.join(" and ", clauses);
  }

  Map<String, Object> parameters() {
    return parameters;
  }
}
