package io.trustfabric.demo.books;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/// A case with its right answer, as the API takes it.
///
/// @param input what an accountant gets to see
/// @param expected what is right, since the case was drawn from it
public record GoldenCase(String key, ObjectNode input, ObjectNode expected, List<String> tags) {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /// Read a document and book it.
  public static GoldenCase of(Invoice invoice) {
    var country = invoice.country();
    var input = JSON.objectNode();
    input.put("jurisdiction", country.code()).put("documentType", invoice.kind().code());
    input.put("document", invoice.document());
    return new GoldenCase(
        invoice.number(),
        input,
        booking(
            country,
            invoice.supplier(),
            invoice.date().toString(),
            invoice.account(),
            invoice.rate(),
            invoice.net(),
            invoice.tax()),
        List.of(country.currency().getCurrencyCode(), invoice.kind().code()));
  }

  /// A booked document: the answer to such a case.
  ///
  /// @param net minor units
  /// @param tax minor units
  public static ObjectNode booking(
      Country country,
      String supplier,
      String date,
      Account account,
      BigDecimal rate,
      long net,
      long tax) {
    var booking = JSON.objectNode();
    booking.put("supplier", supplier).put("date", date).put("accountCode", account.code());
    booking.put("taxRate", rate);
    booking.set("net", money(country, net));
    booking.set("tax", money(country, tax));
    booking.set("gross", money(country, net + tax));
    var treatment = new TreeSet<String>();
    treatment.add(country.isDeductible(account) ? "tax_deductible" : "tax_not_deductible");
    treatment.add(account == Account.EQUIPMENT ? "fixed_asset" : "expense");
    booking.set("treatment", texts(treatment));
    return booking;
  }

  /// Work a quarter's return out from the documents.
  public static GoldenCase of(int number, Filing filing) {
    var country = filing.country();
    var input = JSON.objectNode();
    input.put("jurisdiction", country.code()).put("documentType", "return_papers");
    input.put("company", filing.company()).put("lastMonth", filing.lastMonth().toString());
    input.set("collected", money(country, filing.collected()));
    var documents = input.putArray("purchases");
    filing.purchases().forEach(invoice -> documents.add(invoice.document()));
    return new GoldenCase(
        "%s-%s-%04d".formatted(country.code(), filing.lastMonth(), number),
        input,
        filing(
            country,
            filing.company(),
            filing.lastMonth(),
            filing.collected(),
            filing.purchases().stream().map(i -> new Purchase(i.account(), i.tax())).toList()),
        List.of(country.currency().getCurrencyCode(), country.filingType()));
  }

  /// What counts of a purchase in a return.
  ///
  /// @param tax minor units
  public record Purchase(Account account, long tax) {}

  /// A return: the answer to such a case.
  ///
  /// @param collected minor units
  public static ObjectNode filing(
      Country country,
      String company,
      java.time.YearMonth lastMonth,
      long collected,
      Collection<Purchase> purchases) {
    var deductible =
        purchases.stream()
            .filter(purchase -> country.isDeductible(purchase.account()))
            .mapToLong(Purchase::tax)
            .sum();
    var paid = purchases.stream().mapToLong(Purchase::tax).sum();
    var filing = JSON.objectNode();
    filing.put("filingType", country.filingType()).put("company", company);
    filing.put("period", "%d-Q%d".formatted(lastMonth.getYear(), lastMonth.getMonthValue() / 3));
    filing.put("dueDate", country.due(lastMonth).toString());
    filing.set("inputTax", money(country, deductible));
    filing.set("amountDue", money(country, collected - deductible));
    filing.put(
        "deductibleShare",
        paid == 0
            ? BigDecimal.ZERO
            : new BigDecimal(deductible).divide(new BigDecimal(paid), 4, RoundingMode.HALF_UP));
    var accounts = new TreeSet<String>();
    purchases.forEach(purchase -> accounts.add(purchase.account().code()));
    filing.set("accounts", texts(accounts));
    return filing;
  }

  private static ObjectNode money(Country country, long minor) {
    var currency = country.currency();
    var digits = currency.getDefaultFractionDigits();
    return JSON.objectNode()
        .put("amount", BigDecimal.valueOf(minor, digits).toPlainString())
        .put("currency", currency.getCurrencyCode());
  }

  private static com.fasterxml.jackson.databind.node.ArrayNode texts(Collection<String> texts) {
    var array = JSON.arrayNode();
    texts.forEach(array::add);
    return array;
  }
}
