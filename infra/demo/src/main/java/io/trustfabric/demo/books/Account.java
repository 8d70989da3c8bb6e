package io.trustfabric.demo.books;

import java.util.List;

/// An account that an invoice can be booked to.
public enum Account {
  EQUIPMENT(
      "0420",
      Taxed.STANDARD,
      true,
      900,
      0.5,
      "laptop monitor desk chair printer server cabinet shelf docking projector"),
  OFFICE(
      "6815",
      Taxed.STANDARD,
      true,
      55,
      0.7,
      "paper toner pens envelopes staples folders labels ink desk printer cable"),
  SOFTWARE(
      "6835",
      Taxed.STANDARD,
      false,
      180,
      0.9,
      "licence seats subscription cloud hosting annual renewal backup domain server"),
  TELECOM(
      "6805",
      Taxed.STANDARD,
      false,
      70,
      0.6,
      "mobile broadband line data plan roaming calls fibre router cloud"),
  TRAVEL(
      "6650",
      Taxed.STANDARD,
      false,
      160,
      0.8,
      "hotel night taxi fare train flight parking mileage breakfast conference"),
  ADVICE(
      "6825",
      Taxed.STANDARD,
      false,
      950,
      0.7,
      "audit legal advice consulting hours retainer opinion contract review annual"),
  PREMISES(
      "6310",
      Taxed.STANDARD,
      false,
      620,
      0.6,
      "rent electricity heating water cleaning waste office repair lift parking"),
  MARKETING(
      "6600",
      Taxed.STANDARD,
      false,
      420,
      0.9,
      "campaign advert banner flyers print sponsor booth domain conference photos"),
  LITERATURE(
      "6820",
      Taxed.BOOKS,
      true,
      45,
      0.6,
      "book handbook commentary edition journal atlas paperback tax legal paper"),
  MEALS(
      "6640",
      Taxed.STANDARD,
      false,
      65,
      0.7,
      "lunch dinner restaurant catering coffee buffet drinks guests hotel breakfast"),
  INSURANCE(
      "6400",
      Taxed.EXEMPT,
      false,
      240,
      0.8,
      "premium insurance liability policy cover account charges legal contract annual");

  /// Which of a country's rates applies.
  enum Taxed {
    STANDARD,
    BOOKS,
    EXEMPT
  }

  /// Words that stand on invoices of every kind.
  static final List<String> ANYWHERE =
      List.of(
          "monthly",
          "order",
          "service",
          "delivery",
          "fee",
          "march",
          "customer",
          "project",
          "first",
          "set",
          "standard",
          "extra",
          "unit",
          "item");

  private final String code;
  private final Taxed taxed;
  private final boolean goods;
  private final double median;
  private final double spread;
  private final List<String> words;

  /// @param goods whether things are sold, which alone is taxed where there is a sales tax
  /// @param median of an invoice's price, at a price level of 1
  /// @param spread standard deviation of the price's logarithm
  Account(String code, Taxed taxed, boolean goods, double median, double spread, String words) {
    this.code = code;
    this.taxed = taxed;
    this.goods = goods;
    this.median = median;
    this.spread = spread;
    this.words = List.of(words.split(" "));
  }

  /// As the books name it.
  public String code() {
    return code;
  }

  Taxed taxed() {
    return taxed;
  }

  boolean isGoods() {
    return goods;
  }

  double median() {
    return median;
  }

  double spread() {
    return spread;
  }

  List<String> words() {
    return words;
  }

  /// @throws IllegalArgumentException when no account has this code
  public static Account ofCode(String code) {
    for (var account : values()) {
      if (account.code.equals(code)) {
        return account;
      }
    }
    throw new IllegalArgumentException("no account " + code);
  }
}
