package io.trustfabric.demo.books;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;

/// A golden dataset with two versions, the second of which adds to the first.
///
/// @param about the head of the first version: name, jurisdiction, comparators...
/// @param first cases of the first version
/// @param changeNote what the second is other in
/// @param added cases that the second has besides
public record GoldenSet(
    ObjectNode about, List<GoldenCase> first, String changeNote, List<GoldenCase> added) {

  /// Of whatever is drawn for golden cases; models are trained on what other seeds give.
  static final long SEED = 20_250_901;

  private static final String SOURCE = "drawn by infra/demo from seed " + SEED;
  private static final int INVOICES = 360;
  private static final int CREDIT_NOTES = 40;
  private static final int FILINGS = 140;
  private static final int CALIFORNIAN_FILINGS = 20;

  public String name() {
    return about.get("name").textValue();
  }

  /// All cases of the second version.
  public List<GoldenCase> cases() {
    var all = new ArrayList<>(first);
    all.addAll(added);
    return all;
  }

  /// Documents to book.
  public static GoldenSet invoices() {
    var invoices = new Invoices(SEED, Market.REFERENCE);
    var first = invoices.next(INVOICES).stream().map(GoldenCase::of).toList();
    var added = new ArrayList<GoldenCase>();
    for (int i = 0; i < CREDIT_NOTES; i++) {
      var country = Country.values()[i % Country.values().length];
      added.add(GoldenCase.of(invoices.next(country, Invoice.Kind.CREDIT_NOTE)));
    }
    var about =
        about(
            "Invoices to book",
            "Invoices, receipts and credit notes of eight jurisdictions: who sent them, what they come to, which"
                + " account they belong to. Nobody ever wrote them: they are drawn from a seed, and right is what"
                + " they were drawn from.",
            "bookkeeping",
            "invoice");
    comparators(
        about,
        Map.of(
            "supplier", "case_insensitive",
            "date", "date",
            "accountCode", "exact",
            "net", "money",
            "tax", "money",
            "gross", "money",
            "treatment", "set",
            "taxRate", "numeric"),
        Map.of());
    return new GoldenSet(
        about, first, "Credit notes are added: %d of them.".formatted(CREDIT_NOTES), added);
  }

  /// Returns to work out.
  public static GoldenSet filings() {
    var vat = List.copyOf(EnumSet.complementOf(EnumSet.of(Country.CALIFORNIA)));
    var first = cases(1, Filing.draw(SEED + 1, vat, FILINGS));
    var added =
        cases(FILINGS + 1, Filing.draw(SEED + 2, List.of(Country.CALIFORNIA), CALIFORNIAN_FILINGS));
    var about =
        about(
            "Quarterly returns",
            "VAT, consumption tax and sales tax returns for a quarter, to be worked out from the documents of"
                + " September. Drawn from a seed; right is what they were drawn from. Due dates follow the rules"
                + " that the demo's accountant also knows; what a purchase is, it has to find out.",
            "tax_return",
            "return_papers");
    comparators(
        about,
        Map.of(
            "filingType", "exact",
            "company", "case_insensitive",
            "period", "exact",
            "dueDate", "date",
            "inputTax", "money",
            "amountDue", "money",
            "accounts", "set",
            "deductibleShare", "numeric"),
        Map.of("deductibleShare", "0.005"));
    return new GoldenSet(
        about,
        first,
        "Sales tax returns of California are added: %d of them.".formatted(CALIFORNIAN_FILINGS),
        added);
  }

  private static List<GoldenCase> cases(int from, List<Filing> filings) {
    var cases = new ArrayList<GoldenCase>();
    for (var filing : filings) {
      cases.add(GoldenCase.of(from + cases.size(), filing));
    }
    return cases;
  }

  private static ObjectNode about(
      String name, String description, String filingType, String documentType) {
    // Each case's input names its own jurisdiction and kind of document; these stand for the whole.
    return JsonNodeFactory.instance
        .objectNode()
        .put("name", name)
        .put("description", description)
        .put("jurisdiction", Country.GB.code())
        .put("filingType", filingType)
        .put("documentType", documentType)
        .put("source", SOURCE);
  }

  private static void comparators(
      ObjectNode about, Map<String, String> comparators, Map<String, String> tolerances) {
    var list = about.putArray("comparators");
    new java.util.TreeMap<>(comparators)
        .forEach(
            (field, comparator) -> {
              var one = list.addObject().put("field", field).put("comparator", comparator);
              if (tolerances.containsKey(field)) {
                one.put("absoluteTolerance", new java.math.BigDecimal(tolerances.get(field)));
              }
            });
  }
}
