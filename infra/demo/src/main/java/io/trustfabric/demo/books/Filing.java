package io.trustfabric.demo.books;

import java.time.YearMonth;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// What a company has to file for a quarter.
///
/// @param collected tax on its own sales, minor units
/// @param purchases what it bought
public record Filing(
    String company, Country country, YearMonth lastMonth, long collected, List<Invoice> purchases) {

  private static final List<String> FIRST =
      List.of("Alder", "Brook", "Cedar", "Dune", "Elm", "Fjord", "Grove");
  private static final List<String> SECOND =
      List.of("Bakery", "Cycles", "Dental", "Studio", "Timber", "Works");

  /// Draws filings, a country after the other.
  public static List<Filing> draw(long seed, List<Country> countries, int count) {
    var random = new Random(seed);
    var invoices = new Invoices(random.nextLong(), Market.REFERENCE);
    return IntStream.range(0, count)
        .mapToObj(i -> draw(random, invoices, countries.get(i % countries.size())))
        .toList();
  }

  private static Filing draw(Random random, Invoices invoices, Country country) {
    var purchases =
        Stream.generate(() -> invoices.next(country, Invoice.Kind.INVOICE))
            .limit(4 + random.nextInt(6))
            .toList();
    var bought = purchases.stream().mapToLong(Invoice::net).sum();
    var sold = bought + bought * random.nextInt(200) / 100;
    return new Filing(
        FIRST.get(random.nextInt(FIRST.size())) + " " + SECOND.get(random.nextInt(SECOND.size())),
        country,
        Market.FIRST,
        Country.tax(sold, country.rate(Account.ADVICE).max(country.rate(Account.OFFICE))),
        purchases);
  }
}
