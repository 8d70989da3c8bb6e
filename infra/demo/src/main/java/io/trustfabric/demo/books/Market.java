package io.trustfabric.demo.books;

import java.time.YearMonth;

/// How a month goes.
///
/// @param prices factor on all prices
/// @param favourite whose invoices come more often; null for nobody's
/// @param favour how many times more often
public record Market(YearMonth month, double prices, String favourite, int favour) {

  static final YearMonth FIRST = YearMonth.of(2025, 9);

  /// The month that models are trained on, and that golden cases are of.
  public static final Market REFERENCE = new Market(FIRST, 1, null, 1);

  /// The month after it: prices have risen by 30 %, and one supplier has won many customers.
  public static final Market CURRENT =
      new Market(FIRST.plusMonths(1), 1.3, Supplier.CIRRUS.name(), 5);
}
