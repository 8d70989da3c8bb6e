package io.trustfabric.demo.books;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.Currency;

/// Where a company keeps its books: currency, tax rates in percent as of 2025, how dates and
/// amounts are written, when a return is due.
public enum Country {
  GB("GB", "GBP", 0.86, "20", "0", "dd/MM/yyyy", ",.", false, "vat_return"),
  DE("DE", "EUR", 1, "19", "7", "dd.MM.yyyy", ".,", true, "vat_return"),
  AT("AT", "EUR", 1, "20", "10", "dd.MM.yyyy", ".,", true, "vat_return"),
  NL("NL", "EUR", 1, "21", "9", "dd-MM-yyyy", ".,", false, "vat_return"),
  CH("CH", "CHF", 1.1, "8.1", "2.6", "dd.MM.yyyy", "'.", true, "vat_return"),
  JP("JP", "JPY", 160, "10", "10", "yyyy/MM/dd", ",.", true, "consumption_tax_return"),
  BH("BH", "BHD", 0.41, "10", "10", "dd/MM/yyyy", ",.", false, "vat_return"),
  CALIFORNIA("US-CA", "USD", 1.1, "7.25", "7.25", "MM/dd/yyyy", ",.", false, "sales_tax_return");

  private final String code;
  private final Currency currency;
  private final double priceLevel;
  private final BigDecimal standard;
  private final BigDecimal books;
  private final DateTimeFormatter dates;
  private final char grouping;
  private final char point;
  private final boolean mealsDeductible;
  private final String filingType;

  /// @param priceLevel units of the currency for a price of 1; only how large amounts come out
  /// @param separators between groups of digits, and before the minor units
  Country(
      String code,
      String currency,
      double priceLevel,
      String standard,
      String books,
      String dates,
      String separators,
      boolean mealsDeductible,
      String filingType) {
    this.code = code;
    this.currency = Currency.getInstance(currency);
    this.priceLevel = priceLevel;
    this.standard = new BigDecimal(standard);
    this.books = new BigDecimal(books);
    this.dates = DateTimeFormatter.ofPattern(dates);
    this.grouping = separators.charAt(0);
    this.point = separators.charAt(1);
    this.mealsDeductible = mealsDeductible;
    this.filingType = filingType;
  }

  /// ISO 3166.
  public String code() {
    return code;
  }

  public static Country ofCode(String code) {
    for (var country : values()) {
      if (country.code.equals(code)) {
        return country;
      }
    }
    throw new IllegalArgumentException("no country " + code);
  }

  Currency currency() {
    return currency;
  }

  double priceLevel() {
    return priceLevel;
  }

  public String filingType() {
    return filingType;
  }

  /// Percent of the net amount. A sales tax is on goods only.
  public BigDecimal rate(Account account) {
    if (this == CALIFORNIA && !account.isGoods()) {
      return BigDecimal.ZERO;
    }
    return switch (account.taxed()) {
      case STANDARD -> standard;
      case BOOKS -> books;
      case EXEMPT -> BigDecimal.ZERO;
    };
  }

  /// Whether the tax on such an invoice comes back. A sales tax never does.
  public boolean isDeductible(Account account) {
    return this != CALIFORNIA && (account != Account.MEALS || mealsDeductible);
  }

  /// When the return for a quarter has to be there.
  public LocalDate due(YearMonth lastMonth) {
    return switch (this) {
      case GB -> lastMonth.plusMonths(1).atEndOfMonth().plusDays(7);
      case DE -> lastMonth.plusMonths(1).atDay(10);
      case AT -> lastMonth.plusMonths(2).atDay(15);
      case NL, BH, CALIFORNIA -> lastMonth.plusMonths(1).atEndOfMonth();
      case CH -> lastMonth.atEndOfMonth().plusDays(60);
      case JP -> lastMonth.plusMonths(2).atEndOfMonth();
    };
  }

  String write(LocalDate date) {
    return dates.format(date);
  }

  LocalDate readDate(String text) {
    return LocalDate.parse(text, dates);
  }

  /// An amount as people of this country write it: `1.234,50`.
  String write(long minor) {
    var digits = currency.getDefaultFractionDigits();
    var plain = new BigDecimal(Math.abs(minor)).movePointLeft(digits).setScale(digits).toString();
    var point = plain.indexOf('.') < 0 ? plain.length() : plain.indexOf('.');
    var text = new StringBuilder(plain);
    if (digits > 0) {
      text.setCharAt(point, this.point);
    }
    for (int i = point - 3; i > 0; i -= 3) {
      text.insert(i, grouping);
    }
    return (minor < 0 ? "-" : "") + text;
  }

  /// Minor units of a written amount.
  long readAmount(String text) {
    return minor(text.replace(Character.toString(grouping), "").replace(point, '.'));
  }

  /// Minor units of an amount in plain digits with a point.
  public long minor(String plain) {
    return new BigDecimal(plain)
        .movePointRight(currency.getDefaultFractionDigits())
        .longValueExact();
  }

  /// The tax on a net amount, in minor units, half up.
  public static long tax(long net, BigDecimal percent) {
    return new BigDecimal(net)
        .multiply(percent)
        .movePointLeft(2)
        .setScale(0, RoundingMode.HALF_UP)
        .longValueExact();
  }

  /// The net amount within a gross one, in minor units, half up.
  public static long net(long gross, BigDecimal percent) {
    return new BigDecimal(gross)
        .multiply(new BigDecimal(100))
        .divide(percent.add(new BigDecimal(100)), 0, RoundingMode.HALF_UP)
        .longValueExact();
  }
}
