package io.trustfabric.monitoring.budget;

import java.math.BigDecimal;
import java.math.MathContext;

/// What was measured within some stretch of time.
///
/// @param good events that were good; microseconds that were good where ratios were measured
/// @param total all events, or all microseconds measured
/// @param coveredMicros how much of the time was measured at all
/// @param longestMicros the longest window among the measurements: nothing finer is known
public record Amount(BigDecimal good, BigDecimal total, long coveredMicros, long longestMicros) {

  public static final Amount NOTHING = new Amount(BigDecimal.ZERO, BigDecimal.ZERO, 0, 0);

  /// Whether there is nothing to say something about: no data is not 100 %.
  public boolean isEmpty() {
    return total.signum() == 0;
  }

  public BigDecimal bad() {
    return total.subtract(good);
  }

  /// The share that was good, to 34 digits; null where nothing was measured.
  public BigDecimal sli() {
    return isEmpty() ? null : good.divide(total, MathContext.DECIMAL128);
  }

  public Amount plus(Amount other) {
    return new Amount(
        good.add(other.good),
        total.add(other.total),
        coveredMicros + other.coveredMicros,
        Math.max(longestMicros, other.longestMicros));
  }

  /// The part of a measurement over `window` that falls into `span`, pro rata by time, as if what
  /// was measured had been spread evenly over its window.
  public static Amount within(Span span, Span window, BigDecimal good, BigDecimal total) {
    var common = span.and(window);
    if (common.isEmpty()) {
      return NOTHING;
    }
    return new Amount(
        part(good, common.micros(), window.micros()),
        part(total, common.micros(), window.micros()),
        common.micros(),
        window.micros());
  }

  private static BigDecimal part(BigDecimal whole, long micros, long of) {
    return micros == of
        ? whole
        : whole
            .multiply(BigDecimal.valueOf(micros))
            .divide(BigDecimal.valueOf(of), MathContext.DECIMAL128);
  }
}
