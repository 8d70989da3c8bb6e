package io.trustfabric.demo.books;

import java.math.BigDecimal;
import java.time.LocalDate;

/// An invoice, a receipt or a credit note, with everything that is true of it.
///
/// @param supplier its name
/// @param text what was bought
/// @param rate percent
/// @param net minor units of the country's currency, below zero on a credit note
/// @param tax minor units
public record Invoice(
    String number,
    Kind kind,
    Country country,
    String supplier,
    LocalDate date,
    String text,
    Account account,
    BigDecimal rate,
    long net,
    long tax) {

  /// What it is as a document.
  public enum Kind {
    INVOICE("invoice"),
    /// Tells the total only, as tills do.
    RECEIPT("receipt"),
    CREDIT_NOTE("credit_note");

    private final String code;

    Kind(String code) {
      this.code = code;
    }

    public String code() {
      return code;
    }
  }

  public long gross() {
    return net + tax;
  }

  /// The document as it arrives: what an accountant has to go by.
  public String document() {
    var total =
        "Total %s %s".formatted(country.currency().getCurrencyCode(), country.write(gross()));
    var sums =
        kind == Kind.RECEIPT
            ? total
            : "Net %s  Tax %s%% %s%n%s"
                .formatted(country.write(net), rate.toPlainString(), country.write(tax), total)
                .replace(System.lineSeparator(), "\n");
    return "%s\n%s %s\n%s\n%s\n%s"
        .formatted(
            supplier.toUpperCase(java.util.Locale.ROOT),
            kind.code(),
            number,
            country.write(date),
            text,
            sums);
  }
}
