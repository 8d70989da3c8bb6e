package io.trustfabric.modelops.mlflow;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// A filter as MLflow writes it, such as `name LIKE 'ai-%' AND tags.team = 'platform'`, on its way
/// into HQL about an entity called `e`.
final class SearchFilter {

  /// What may be searched.
  ///
  /// @param texts names of texts, each with the entity's field
  /// @param numbers names of whole numbers, each with the entity's field
  /// @param tagFields tags that are fields of the entity
  record Fields(
      Map<String, String> texts, Map<String, String> numbers, Map<String, String> tagFields) {

    private String names() {
      var names = new ArrayList<>(texts.keySet());
      names.addAll(numbers.keySet());
      names.add("tags.<name>");
      return names.stream().sorted().collect(Collectors.joining(", "));
    }
  }

  private static final Set<String> OF_TEXTS = Set.of("=", "!=", "LIKE", "ILIKE", "IN");
  private static final Set<String> OF_TAGS = Set.of("=", "!=", "LIKE", "ILIKE");
  private static final Set<String> OF_NUMBERS = Set.of("=", "!=", "<", "<=", ">", ">=");

  private static final int LONGEST = 4_000;
  private static final int MOST_CONDITIONS = 50;

  private final Fields fields;
  private final List<String> clauses = new ArrayList<>();
  private final Map<String, Object> parameters = new LinkedHashMap<>();

  private SearchFilter(Fields fields) {
    this.fields = fields;
  }

  /// @param filter null or blank finds everything
  /// @throws MlflowError saying what is not understood, or not offered
  static SearchFilter parse(String filter, Fields fields) {
    var parsed = new SearchFilter(fields);
    if (filter == null || filter.isBlank()) {
      return parsed;
    }
    if (filter.length() > LONGEST || filter.indexOf('\0') >= 0) {
      throw MlflowError.invalid("filter: must be at most 4000 storable characters");
    }
    var scanner = new FilterScanner(filter);
    do {
      if (parsed.clauses.size() >= MOST_CONDITIONS) {
        throw MlflowError.invalid("filter: has more than 50 conditions");
      }
      parsed.add(scanner.key(), scanner.comparator(), scanner);
    } while (scanner.and());
    return parsed;
  }

  List<String> clauses() {
    return clauses;
  }

  Map<String, Object> parameters() {
    return parameters;
  }

  private void add(FilterScanner.Key key, String comparator, FilterScanner scanner) {
    if (key.tag()) {
      expect(comparator, OF_TAGS, "tags");
      addTag(key.name(), comparator, scanner.text());
    } else if (fields.texts().containsKey(key.name())) {
      expect(comparator, OF_TEXTS, key.name());
      var field = "e." + fields.texts().get(key.name());
      if (comparator.equals("IN")) {
        clauses.add("%s in :%s".formatted(field, parameter(scanner.texts())));
      } else {
        addText(field, comparator, scanner.text());
      }
    } else if (fields.numbers().containsKey(key.name())) {
      expect(comparator, OF_NUMBERS, key.name());
      clauses.add(
          "e.%s %s :%s"
              .formatted(
                  fields.numbers().get(key.name()), comparator, parameter(scanner.number())));
    } else {
      throw MlflowError.invalid(
          "filter: %s cannot be searched here, only %s".formatted(key.name(), fields.names()));
    }
  }

  private void addTag(String name, String comparator, String value) {
    if (fields.tagFields().containsKey(name)) {
      addText("e." + fields.tagFields().get(name), comparator, value);
    } else if (comparator.equals("=")) {
      // So that the index on tags finds them.
      clauses.add(
          "cast(sql('(? @> jsonb_build_object(cast(? as text), cast(? as text)))', e.tags, :%s, :%s) as Boolean) = true"
              .formatted(parameter(name), parameter(value)));
    } else {
      var tag = "cast(sql('(? ->> ?)', e.tags, :%s) as String)".formatted(parameter(name));
      addText(tag, comparator, value);
    }
  }

  private void addText(String what, String comparator, String value) {
    var isPattern = comparator.endsWith("LIKE");
    // A backslash is none of MLflow's wildcards, but the database's sign of escape.
    var given = isPattern ? value.replace("\\", "\\\\") : value;
    clauses.add("%s %s :%s".formatted(what, comparator.toLowerCase(Locale.ROOT), parameter(given)));
  }

  private String parameter(Object value) {
    var name = "f" + parameters.size();
    parameters.put(name, value);
    return name;
  }

  private static void expect(String comparator, Set<String> offered, String what) {
    if (!offered.contains(comparator)) {
      throw MlflowError.invalid(
          "filter: %s is not offered for %s, only %s"
              .formatted(
                  comparator, what, offered.stream().sorted().collect(Collectors.joining(" "))));
    }
  }
}
