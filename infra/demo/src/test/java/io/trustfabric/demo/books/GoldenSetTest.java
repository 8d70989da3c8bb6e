package io.trustfabric.demo.books;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Currency;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GoldenSetTest {

  static List<GoldenSet> sets() {
    return List.of(GoldenSet.invoices(), GoldenSet.filings());
  }

  @Test
  void theSameCasesAreDrawnEveryTime() {
    assertThat(sets().toString()).isEqualTo(sets().toString());
  }

  @ParameterizedTest
  @MethodSource("sets")
  void keysAreUniqueAndEveryFieldHasItsComparator(GoldenSet set) {
    var fields = set.about().get("comparators").valueStream().map(c -> c.get("field").textValue());

    assertThat(set.cases().stream().map(GoldenCase::key).distinct()).hasSize(set.cases().size());
    assertThat(set.cases().getFirst().expected().fieldNames())
        .toIterable()
        .containsExactlyInAnyOrderElementsOf(fields.toList());
    assertThat(set.added()).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("sets")
  void moneyHasItsCurrencysDigits(GoldenSet set) {
    for (var one : set.cases()) {
      for (var value : one.expected()) {
        if (value.has("currency")) {
          var digits =
              Currency.getInstance(value.get("currency").textValue()).getDefaultFractionDigits();
          assertThat(value.get("amount").textValue())
              .matches(digits == 0 ? "-?\\d+" : "-?\\d+\\.\\d{" + digits + "}");
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("sets")
  void noInputTellsAnAccount(GoldenSet set) {
    for (var one : set.cases()) {
      assertThat(one.input().fieldNames())
          .toIterable()
          .doesNotContain("accountCode", "accounts", "account");
    }
  }

  @Test
  void returnsAreDueByEachCountrysRule() {
    var september = YearMonth.of(2025, 9);

    assertThat(Country.GB.due(september)).isEqualTo(LocalDate.of(2025, 11, 7));
    assertThat(Country.DE.due(september)).isEqualTo(LocalDate.of(2025, 10, 10));
    assertThat(Country.AT.due(september)).isEqualTo(LocalDate.of(2025, 11, 15));
    assertThat(Country.CH.due(september)).isEqualTo(LocalDate.of(2025, 11, 29));
    assertThat(Country.JP.due(september)).isEqualTo(LocalDate.of(2025, 11, 30));
    assertThat(Country.CALIFORNIA.due(september)).isEqualTo(LocalDate.of(2025, 10, 31));
  }

  @Test
  void aSalesTaxNeverComesBack() {
    var californian =
        GoldenSet.filings().added().stream().map(one -> one.expected().at("/inputTax/amount"));

    assertThat(californian).allMatch(amount -> amount.textValue().equals("0.00"));
  }
}
