package io.trustfabric.quality.evaluations;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/// McNemar's exact test of two runs over the same items (Q. McNemar, Psychometrika 12, 1947): of
/// the items on which they differ, each is as likely to be wrong in the one as in the other, when
/// neither is better.
final class McNemar {

  /// Sums of up to 100,000 terms keep more than 40 digits.
  private static final MathContext DIGITS = new MathContext(50, RoundingMode.HALF_EVEN);

  private McNemar() {}

  /// The two-sided p-value: twice the chance, at most 1, that of `newlyWrong + newlyRight` fair
  /// tosses no more than the smaller of both fall on one side. 1 where nothing differs.
  static double p(long newlyWrong, long newlyRight) {
    if (newlyWrong < 0 || newlyRight < 0) {
      throw new IllegalArgumentException(newlyWrong + ", " + newlyRight);
    }
    var n = newlyWrong + newlyRight;
    var fewer = Math.min(newlyWrong, newlyRight);
    var term = BigDecimal.ONE;
    var sum = term;
    for (long i = 0; i < fewer; i++) {
      term =
          term.multiply(BigDecimal.valueOf(n - i), DIGITS)
              .divide(BigDecimal.valueOf(i + 1), DIGITS);
      sum = sum.add(term, DIGITS);
    }
    var tosses = BigDecimal.TWO.pow((int) n, DIGITS);
    return Math.min(1, sum.add(sum).divide(tosses, DIGITS).doubleValue());
  }
}
