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
    var tail = atMost(Math.min(newlyWrong, newlyRight), newlyWrong + newlyRight);
    return Math.min(1, tail.add(tail).doubleValue());
  }

  /// The one-sided p-value: the chance that of `newlyWrong + newlyRight` fair tosses at least
  /// `newlyWrong` fall on one given side. Small where the new run is worse by more than chance; 1
  /// where nothing is newly wrong.
  static double worse(long newlyWrong, long newlyRight) {
    if (newlyWrong < 0 || newlyRight < 0) {
      throw new IllegalArgumentException(newlyWrong + ", " + newlyRight);
    }
    return newlyWrong == 0
        ? 1
        : Math.min(1, atMost(newlyRight, newlyWrong + newlyRight).doubleValue());
  }

  /// The chance that of `n` fair tosses at most `most` fall on one given side.
  private static BigDecimal atMost(long most, long n) {
    var term = BigDecimal.ONE;
    var sum = term;
    for (long i = 0; i < most; i++) {
      term =
          term.multiply(BigDecimal.valueOf(n - i), DIGITS)
              .divide(BigDecimal.valueOf(i + 1), DIGITS);
      sum = sum.add(term, DIGITS);
    }
    var tosses = BigDecimal.TWO.pow((int) n, DIGITS);
    return sum.divide(tosses, DIGITS);
  }
}
