package io.trustfabric.demo.books;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

/// What can be read off a document. What it does not say is null.
///
/// @param words of what was bought
/// @param rate percent
public record Reading(
    Country country,
    String supplier,
    LocalDate date,
    List<String> words,
    BigDecimal rate,
    Long net,
    Long tax,
    long gross) {

  /// Reads a document written in a country.
  public static Reading of(Country country, String document) {
    var lines = document.split("\n");
    var total = lines[lines.length - 1].split(" ");
    var words = List.of(lines[3].split(" "));
    var date = country.readDate(lines[2]);
    var gross = country.readAmount(total[2]);
    if (lines.length == 5) {
      return new Reading(country, lines[0], date, words, null, null, null, gross);
    }
    var sums = lines[4].split(" +");
    return new Reading(
        country,
        lines[0],
        date,
        words,
        new BigDecimal(sums[3].replace("%", "")),
        country.readAmount(sums[1]),
        country.readAmount(sums[4]),
        gross);
  }

  /// The total at a price level of 1, so that amounts of all currencies are alike.
  public double price() {
    return new BigDecimal(Math.abs(gross))
            .movePointLeft(country.currency().getDefaultFractionDigits())
            .doubleValue()
        / country.priceLevel();
  }
}
