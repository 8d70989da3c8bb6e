package io.trustfabric.monitoring.budget;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;

/// How much of the bad that a promise allows has happened.
///
/// @param measured what was measured in the period so far
/// @param elapsedMicros how long the period has run, from when something was first measured
/// @param periodMicros how long it is in all
public record Budget(Amount measured, Objective objective, long elapsedMicros, long periodMicros) {

  private static final BigDecimal HALF_OF_HALF = new BigDecimal("0.25");

  /// The longest time that is said; what takes longer may as well be never.
  private static final Duration LONGEST = Duration.ofDays(3_650);

  /// The part of the budget that is used: burn rate since the period's start x elapsed / period, to
  /// 34 digits, which for a full rolling period is (1 - sli) / (1 - objective). Null where nothing
  /// was measured.
  public BigDecimal consumed() {
    return measured.isEmpty() ? null : used().divide(allowed(), MathContext.DECIMAL128);
  }

  /// 1 - consumed: below 0 when more than the budget is used.
  public BigDecimal remaining() {
    return measured.isEmpty() ? null : BigDecimal.ONE.subtract(consumed());
  }

  public BigDecimal burnRate() {
    return objective.burnRate(measured);
  }

  /// How the promise stands, compared without any rounding.
  ///
  /// @param firing whether some alert pair fires
  public SloStatus status(boolean firing) {
    if (measured.isEmpty()) {
      return firing ? SloStatus.AT_RISK : SloStatus.NO_DATA;
    }
    var over = used().compareTo(allowed());
    if (over >= 0) {
      return over > 0 ? SloStatus.BREACHED : SloStatus.EXHAUSTED;
    }
    var scarce = allowed().subtract(used()).compareTo(allowed().multiply(HALF_OF_HALF)) < 0;
    return firing || scarce ? SloStatus.AT_RISK : SloStatus.ON_TRACK;
  }

  /// After what time nothing of the budget is left if it burns on like this: remaining x period /
  /// burn rate, in whole seconds.
  ///
  /// @param burnRate null when not known
  /// @return null when that is never, or in more than ten years, or not known
  public Duration toExhaustion(BigDecimal burnRate) {
    if (measured.isEmpty() || burnRate == null) {
      return null;
    }
    if (remaining().signum() <= 0) {
      return Duration.ZERO;
    }
    if (burnRate.signum() == 0) {
      return null;
    }
    var seconds =
        remaining()
            .multiply(BigDecimal.valueOf(periodMicros))
            .divide(burnRate, MathContext.DECIMAL128)
            .movePointLeft(6);
    return seconds.compareTo(BigDecimal.valueOf(LONGEST.toSeconds())) > 0
        ? null
        : Duration.ofSeconds(seconds.longValue());
  }

  private BigDecimal used() {
    return measured.bad().multiply(BigDecimal.valueOf(elapsedMicros));
  }

  private BigDecimal allowed() {
    return measured
        .total()
        .multiply(objective.allowed())
        .multiply(BigDecimal.valueOf(periodMicros));
  }
}
