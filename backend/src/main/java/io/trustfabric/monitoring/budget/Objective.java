package io.trustfabric.monitoring.budget;

import java.math.BigDecimal;
import java.math.MathContext;

/// The share that has to be good.
///
/// @param share between 0 and 1, neither included
public record Objective(BigDecimal share) {

  /// The share that may be bad.
  public BigDecimal allowed() {
    return BigDecimal.ONE.subtract(share);
  }

  /// How fast the budget is used up: (1 - sli) / (1 - objective), to 34 digits. 1 uses all of it in
  /// one period. Null where nothing was measured.
  public BigDecimal burnRate(Amount measured) {
    return measured.isEmpty()
        ? null
        : measured.bad().divide(measured.total().multiply(allowed()), MathContext.DECIMAL128);
  }
}
