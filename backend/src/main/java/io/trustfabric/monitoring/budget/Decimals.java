package io.trustfabric.monitoring.budget;

import java.math.BigDecimal;
import java.math.RoundingMode;

/// Figures as they are kept and shown.
public final class Decimals {

  private Decimals() {}

  /// To twelve decimals, half to even, without zeros at the end; null stays null.
  public static BigDecimal shown(BigDecimal figure) {
    return figure == null ? null : plain(figure.setScale(12, RoundingMode.HALF_EVEN));
  }

  /// Without zeros at the end, and without an exponent.
  public static BigDecimal plain(BigDecimal figure) {
    var stripped = figure.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }
}
