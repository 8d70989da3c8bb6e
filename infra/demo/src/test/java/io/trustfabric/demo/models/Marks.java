package io.trustfabric.demo.models;

import com.fasterxml.jackson.databind.JsonNode;
import io.trustfabric.demo.books.GoldenCase;
import io.trustfabric.demo.books.GoldenSet;

/// What a model's answers are worth, worked out here, to be held against what the API says.
public final class Marks {

  private Marks() {}

  /// How many cases are right in every field.
  public static long right(AccountModel model, GoldenSet set) {
    var accountant = new Accountant(model);
    return set.cases().stream().filter(one -> isRight(one, accountant)).count();
  }

  private static boolean isRight(GoldenCase one, Accountant accountant) {
    var answer = accountant.answer(one.input());
    return one.expected().properties().stream()
        .allMatch(field -> isRight(field.getKey(), field.getValue(), answer.get(field.getKey())));
  }

  private static boolean isRight(String field, JsonNode expected, JsonNode actual) {
    return switch (field) {
      case "supplier", "company" -> expected.textValue().equalsIgnoreCase(actual.textValue());
      case "deductibleShare" ->
          expected
                  .decimalValue()
                  .subtract(actual.decimalValue())
                  .abs()
                  .compareTo(new java.math.BigDecimal("0.005"))
              <= 0;
      case "taxRate" -> expected.decimalValue().compareTo(actual.decimalValue()) == 0;
      default -> expected.equals(actual);
    };
  }
}
