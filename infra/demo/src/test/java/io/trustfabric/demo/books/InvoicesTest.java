package io.trustfabric.demo.books;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class InvoicesTest {

  private final List<Invoice> invoices = new Invoices(11, Market.REFERENCE).next(2_000);

  @Test
  void oneSeedGivesTheSameInvoicesAndAnotherSeedOthers() {
    assertThat(new Invoices(11, Market.REFERENCE).next(2_000)).isEqualTo(invoices);
    assertThat(new Invoices(12, Market.REFERENCE).next(2_000)).isNotEqualTo(invoices);
  }

  @Test
  void whatADocumentSaysIsReadBackInEveryCountrysWriting() {
    for (var invoice : invoices) {
      var reading = Reading.of(invoice.country(), invoice.document());

      assertThat(reading.supplier()).isEqualToIgnoringCase(invoice.supplier());
      assertThat(reading.date()).isEqualTo(invoice.date());
      assertThat(String.join(" ", reading.words())).isEqualTo(invoice.text());
      assertThat(reading.gross()).isEqualTo(invoice.gross());
      if (invoice.kind() == Invoice.Kind.RECEIPT) {
        assertThat(reading.net()).isNull();
      } else {
        assertThat(reading.net()).isEqualTo(invoice.net());
        assertThat(reading.tax()).isEqualTo(invoice.tax());
        assertThat(reading.rate()).isEqualByComparingTo(invoice.rate());
      }
    }
  }

  @Test
  void amountsHaveTheirCurrencysMinorUnits() {
    assertThat(Country.JP.write(1_234_567)).isEqualTo("1,234,567");
    assertThat(Country.BH.write(1_234_567)).isEqualTo("1,234.567");
    assertThat(Country.DE.write(-1_234_567)).isEqualTo("-12.345,67");
    assertThat(Country.CH.readAmount("12'345.67")).isEqualTo(1_234_567);
    assertThat(Country.JP.readAmount("-1,234")).isEqualTo(-1_234);
    assertThat(Country.BH.minor("1.5")).isEqualTo(1_500);
  }

  @Test
  void taxIsRoundedHalfUpAndATotalGivesItsNetAmountBack() {
    assertThat(Country.tax(1_250, new BigDecimal("8.1"))).isEqualTo(101);
    assertThat(Country.tax(50, new BigDecimal("19"))).isEqualTo(10);
    assertThat(Country.net(11_900, new BigDecimal("19"))).isEqualTo(10_000);
  }

  @Test
  void aSalesTaxIsOnGoodsOnly() {
    assertThat(Country.CALIFORNIA.rate(Account.EQUIPMENT)).isEqualByComparingTo("7.25");
    assertThat(Country.CALIFORNIA.rate(Account.ADVICE)).isZero();
    assertThat(Country.GB.rate(Account.LITERATURE)).isZero();
    assertThat(Country.NL.rate(Account.INSURANCE)).isZero();
  }

  @Test
  void everyCountryAccountAndSupplierIsThere() {
    assertThat(invoices.stream().map(Invoice::country).distinct()).hasSize(8);
    assertThat(invoices.stream().map(Invoice::account).distinct()).hasSize(Account.values().length);
    assertThat(invoices.stream().map(Invoice::supplier).distinct())
        .hasSize(Supplier.values().length);
    assertThat(invoices.stream().map(Invoice::number).distinct()).hasSize(2_000);
  }

  @Test
  void theMonthAfterIsDearerAndBuysMoreOfOneSupplier() {
    var after = new Invoices(11, Market.CURRENT).next(2_000);

    assertThat(from(after)).isGreaterThan(3 * from(invoices));
    assertThat(after).allMatch(i -> i.date().getMonthValue() == 10);
  }

  private static long from(List<Invoice> invoices) {
    return invoices.stream().filter(i -> i.supplier().equals(Supplier.CIRRUS.title())).count();
  }
}
