package io.trustfabric.quality.evaluations;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.trustfabric.quality.datasets.FieldComparator;
import io.trustfabric.quality.datasets.GoldenDataset;
import io.trustfabric.quality.datasets.GoldenItem;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Holds answers against the right ones, item by item, and keeps only sums. In which order they
/// come does not matter.
final class Scoring {

  /// What the one field of an answer that is no object is called.
  private static final String WHOLE = "value";

  private final ObjectMapper mapper;
  private final String jurisdiction;
  private final String documentType;
  private final Map<String, FieldComparator> comparators;
  private final Tally fields = new Tally();
  private final Tally tags = new Tally();
  private final Tally jurisdictions = new Tally();
  private final Tally documentTypes = new Tally();
  private final Map<String, BigDecimal> wrongMoney = new TreeMap<>();
  private final Map<String, Long> wrongAmounts = new TreeMap<>();
  private long items;
  private long right;
  private long missing;

  Scoring(ObjectMapper mapper, GoldenDataset dataset) {
    this.mapper = mapper;
    this.jurisdiction = dataset.jurisdiction;
    this.documentType = dataset.documentType;
    this.comparators =
        FieldComparator.of(dataset.comparators).stream()
            .collect(Collectors.toMap(FieldComparator::field, comparator -> comparator));
  }

  /// Scores one item.
  ///
  /// @param answer canonical JSON; null when there was none, which is wrong in every field
  /// @return the fields that are wrong
  List<String> score(GoldenItem item, String answer) {
    var expected = parsed(item.expected());
    var actual = answer == null ? null : parsed(answer);
    var wrong = new ArrayList<String>();
    if (expected.isObject()) {
      expected
          .properties()
          .forEach(
              field -> {
                var given = actual == null ? null : Verdict.field(actual, field.getKey());
                field(field.getKey(), field.getValue(), given, wrong);
              });
    } else {
      field(WHOLE, expected, actual, wrong);
    }
    // An object without fields is right when it was answered at all.
    count(item, wrong.isEmpty() && actual != null);
    missing += actual == null ? 1 : 0;
    return wrong;
  }

  private void field(String name, JsonNode expected, JsonNode actual, List<String> wrong) {
    var isRight = actual != null && Verdict.isRight(comparators.get(name), expected, actual);
    fields.count(name, isRight);
    if (isRight) {
      return;
    }
    wrong.add(name);
    var money = Money.of(expected);
    if (money != null) {
      var code = money.currency().getCurrencyCode();
      var by = money.wrongBy(actual == null ? null : Money.of(actual));
      if (by.signum() != 0) {
        wrongMoney.merge(code, by, BigDecimal::add);
        wrongAmounts.merge(code, 1L, Long::sum);
      }
    }
  }

  private void count(GoldenItem item, boolean isRight) {
    items++;
    right += isRight ? 1 : 0;
    item.tags().forEach(tag -> tags.count(tag, isRight));
    var input = parsed(item.input());
    jurisdictions.count(said(input, "jurisdiction", jurisdiction), isRight);
    documentTypes.count(said(input, "documentType", documentType), isRight);
  }

  private static String said(JsonNode input, String name, String otherwise) {
    var said = input.path(name).textValue();
    return said == null || said.length() > 100 ? otherwise : said;
  }

  private JsonNode parsed(String json) {
    try {
      return mapper.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("canonical JSON was stored and is none now", e);
    }
  }

  long items() {
    return items;
  }

  long right() {
    return right;
  }

  long missing() {
    return missing;
  }

  EvaluationFigures figures() {
    var materiality =
        wrongMoney.entrySet().stream()
            .map(
                sum ->
                    new EvaluationFigures.WrongMoney(
                        sum.getKey(),
                        sum.getValue().toPlainString(),
                        wrongAmounts.get(sum.getKey())))
            .toList();
    return new EvaluationFigures(
        fields.shares(),
        tags.shares(),
        jurisdictions.shares(),
        documentTypes.shares(),
        materiality);
  }
}
