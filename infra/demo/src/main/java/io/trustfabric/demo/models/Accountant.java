package io.trustfabric.demo.models;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trustfabric.demo.books.Country;
import io.trustfabric.demo.books.GoldenCase;
import io.trustfabric.demo.books.Reading;
import java.time.YearMonth;
import java.util.ArrayList;

/// Answers golden cases. It reads what a document says; which account it belongs to, and so what a
/// receipt's total is made of and which tax comes back, it takes from a model.
public record Accountant(AccountModel model) {

  /// @param input a case's input: a document to book, or the papers of a return
  public ObjectNode answer(JsonNode input) {
    var country = Country.ofCode(input.get("jurisdiction").textValue());
    return input.has("document")
        ? book(country, input.get("document").textValue())
        : file(country, input);
  }

  private ObjectNode book(Country country, String document) {
    var reading = Reading.of(country, document);
    var account = model.book(reading);
    var rate = reading.rate() == null ? country.rate(account) : reading.rate();
    var net = reading.net() == null ? Country.net(reading.gross(), rate) : reading.net();
    var tax = reading.tax() == null ? reading.gross() - net : reading.tax();
    return GoldenCase.booking(
        country, reading.supplier(), reading.date().toString(), account, rate, net, tax);
  }

  private ObjectNode file(Country country, JsonNode papers) {
    var purchases = new ArrayList<GoldenCase.Purchase>();
    for (var document : papers.get("purchases")) {
      var reading = Reading.of(country, document.textValue());
      purchases.add(new GoldenCase.Purchase(model.book(reading), reading.tax()));
    }
    return GoldenCase.filing(
        country,
        papers.get("company").textValue(),
        YearMonth.parse(papers.get("lastMonth").textValue()),
        country.minor(papers.at("/collected/amount").textValue()),
        purchases);
  }
}
