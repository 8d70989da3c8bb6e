package io.trustfabric.quality.evaluations;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Currency;

/// An amount in whole minor units of a currency of ISO 4217.
///
/// @param minor cents of a euro, whole yen, fils of a dinar
record Money(Currency currency, BigInteger minor) {

  /// The money that `{"amount": "12.34", "currency": "EUR"}` is; null when it is none: no such
  /// currency, or an amount with parts of a minor unit.
  static Money of(JsonNode json) {
    var amount = Numbers.of(json.path("amount"));
    var code = json.path("currency").textValue();
    if (amount == null || code == null || json.size() != 2) {
      return null;
    }
    try {
      var currency = Currency.getInstance(code);
      var digits = currency.getDefaultFractionDigits();
      return digits < 0
          ? null
          : new Money(currency, amount.movePointRight(digits).toBigIntegerExact());
    } catch (IllegalArgumentException | ArithmeticException e) {
      return null;
    }
  }

  /// How much of this is wrong when `answer` was given instead: the difference, or all of it where
  /// that is no money of the same currency.
  BigDecimal wrongBy(Money answer) {
    var wrong =
        answer != null && answer.currency.equals(currency) ? minor.subtract(answer.minor) : minor;
    return new BigDecimal(wrong.abs(), currency.getDefaultFractionDigits());
  }
}
