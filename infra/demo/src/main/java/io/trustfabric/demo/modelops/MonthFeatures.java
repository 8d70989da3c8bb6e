package io.trustfabric.demo.modelops;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trustfabric.demo.models.AccountModel;
import io.trustfabric.demo.models.Booked;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/// What is watched of a month, as the API takes samples.
final class MonthFeatures {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private MonthFeatures() {}

  /// Of what comes in: how dear, from whom, from where, in how many words.
  static Map<String, ObjectNode> data(List<Booked> rows) {
    var features = new TreeMap<String, ObjectNode>();
    features.put("price", numbers(rows, row -> row.reading().price()));
    features.put("supplier", categories(rows, row -> row.reading().supplier()));
    features.put("jurisdiction", categories(rows, row -> row.reading().country().code()));
    features.put("words", numbers(rows, row -> row.reading().words().size()));
    return features;
  }

  /// Of what a model answers: the accounts.
  static Map<String, ObjectNode> predictions(List<Booked> rows, AccountModel model) {
    return Map.of("accountCode", categories(rows, row -> model.book(row.reading()).code()));
  }

  private static ObjectNode numbers(List<Booked> rows, ToDoubleFunction<Booked> value) {
    var sample = JSON.objectNode();
    var numbers = sample.putArray("numbers");
    rows.forEach(
        row ->
            numbers.add(
                BigDecimal.valueOf(value.applyAsDouble(row)).setScale(4, RoundingMode.HALF_UP)));
    return sample;
  }

  private static ObjectNode categories(List<Booked> rows, Function<Booked, String> value) {
    var counts = new TreeMap<String, Integer>();
    rows.forEach(row -> counts.merge(value.apply(row), 1, Integer::sum));
    var sample = JSON.objectNode();
    var categories = sample.putArray("categories");
    counts.forEach(
        (label, count) -> categories.addObject().put("value", label).put("count", count));
    return sample;
  }
}
