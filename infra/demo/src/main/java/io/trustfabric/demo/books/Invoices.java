package io.trustfabric.demo.books;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/// Draws invoices. `Random` and `StrictMath` are the same everywhere by their specification, so one
/// seed gives the same invoices on every machine.
public final class Invoices {

  private final Random random;
  private final Market market;
  private final List<Supplier> suppliers = new ArrayList<>();
  private int number;

  public Invoices(long seed, Market market) {
    this.random = new Random(seed);
    this.market = market;
    for (var supplier : Supplier.values()) {
      var often = supplier.name().equals(market.favourite()) ? market.favour() : 1;
      for (int i = 0; i < often; i++) {
        suppliers.add(supplier);
      }
    }
  }

  /// The next ones, of any country; a third are receipts.
  public List<Invoice> next(int count) {
    return Stream.generate(
            () ->
                next(
                    one(List.of(Country.values())),
                    random.nextInt(3) == 0 ? Invoice.Kind.RECEIPT : Invoice.Kind.INVOICE))
        .limit(count)
        .toList();
  }

  /// The next one of a kind in a country.
  public Invoice next(Country country, Invoice.Kind kind) {
    var supplier = one(suppliers);
    var account = supplier.sells().get(random.nextInt(10) < 7 ? 0 : 1);
    var rate = country.rate(account);
    var net = price(country, account) * (kind == Invoice.Kind.CREDIT_NOTE ? -1 : 1);
    var tax = Country.tax(net, rate);
    if (kind == Invoice.Kind.RECEIPT) {
      // A till begins with the total.
      var gross = net + tax;
      net = Country.net(gross, rate);
      tax = gross - net;
    }
    return new Invoice(
        "%s-%d%04d".formatted(supplier.name().substring(0, 3), market.month().getYear(), ++number),
        kind,
        country,
        supplier.title(),
        market.month().atDay(1 + random.nextInt(market.month().lengthOfMonth())),
        text(account, supplier),
        account,
        rate,
        net,
        tax);
  }

  /// Minor units; never zero.
  private long price(Country country, Account account) {
    var price =
        account.median()
            * StrictMath.exp(account.spread() * random.nextGaussian())
            * country.priceLevel()
            * market.prices();
    return Math.max(
        1,
        new BigDecimal(price)
            .movePointRight(country.currency().getDefaultFractionDigits())
            .longValue());
  }

  /// Three to six words: of five, two are the account's own, one is of what the supplier also
  /// sells, and two stand on any invoice.
  private String text(Account account, Supplier supplier) {
    var other = supplier.sells().get(account == supplier.sells().getFirst() ? 1 : 0);
    var words = new ArrayList<String>();
    for (int i = 3 + random.nextInt(4); i > 0; i--) {
      words.add(
          one(
              switch (random.nextInt(6)) {
                case 0, 1, 2 -> account.words();
                case 3 -> other.words();
                default -> Account.ANYWHERE;
              }));
    }
    return String.join(" ", words);
  }

  private <T> T one(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
