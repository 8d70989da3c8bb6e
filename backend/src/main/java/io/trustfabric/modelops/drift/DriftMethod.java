package io.trustfabric.modelops.drift;

import io.trustfabric.modelops.drift.DriftSeverity.Ladder;
import jakarta.persistence.EnumeratedValue;
import java.util.Locale;

/// The ways to look for drift.
///
/// The ladders are one and the same. A normal feature whose mean moves by d standard deviations has
/// a PSI of d * d (the symmetric Kullback-Leibler divergence), so the rungs 0.1, 0.25 and 0.5 of
/// the PSI are shifts of about 0.3, 0.5 and 0.7 sigma; the other rungs are what the other methods
/// measure at these shifts (derived in docs/drift.md).
public enum DriftMethod {
  /// Effect: D, which is 2 Phi(d / 2) - 1.
  KOLMOGOROV_SMIRNOV(true, 0.05, new Ladder(0.125, 0.2, 0.275)),
  /// Effect: phi as it would be of two equally large samples, about d / 2.
  CHI_SQUARE(true, 0.05, new Ladder(0.16, 0.25, 0.35)),
  /// Effect: PSI.
  PSI(false, 0.1, new Ladder(0.1, 0.25, 0.5)),
  /// Effect: the distance in base 2, about d / sqrt(8 ln 2). Threshold: Evidently's 0.1 in base e.
  JENSEN_SHANNON(false, 0.1201, new Ladder(0.134, 0.21, 0.3)),
  /// Effect: the normalised distance, d.
  WASSERSTEIN(false, 0.1, new Ladder(0.3, 0.5, 0.7)),
  /// Effect: D of Kolmogorov and Smirnov, since its own statistic grows with the rows.
  ANDERSON_DARLING(true, 0.05, new Ladder(0.125, 0.2, 0.275)),
  /// Effect: the distance, which is D of a shifted normal.
  TOTAL_VARIATION(false, 0.1, new Ladder(0.125, 0.2, 0.275)),
  /// Effect: Cohen's h, whose square is about the PSI of two shares.
  Z_TEST(true, 0.05, new Ladder(0.3, 0.5, 0.7)),
  /// Effect: Cohen's h between the share of errors before and after the change. Threshold: lambda.
  PAGE_HINKLEY(false, 50, new Ladder(0.3, 0.5, 0.7)),
  /// Effect: as with Page and Hinkley. Threshold: standard deviations above the best there was.
  DDM(false, 3, new Ladder(0.3, 0.5, 0.7));

  /// Up to so many reference rows a test decides by default; with more rows a test finds drift that
  /// nobody would call one, and a distance decides.
  private static final int FEW_ROWS = 1_000;

  /// Numbers with up to so many values are looked at as categories by default.
  private static final int FEW_VALUES = 5;

  @EnumeratedValue private final String stored = name().toLowerCase(Locale.ROOT);
  private final boolean byPValue;
  private final double usualThreshold;
  private final Ladder ladder;

  DriftMethod(boolean byPValue, double usualThreshold, Ladder ladder) {
    this.byPValue = byPValue;
    this.usualThreshold = usualThreshold;
    this.ladder = ladder;
  }

  /// Whether a p-value decides; else the statistic does.
  public boolean isByPValue() {
    return byPValue;
  }

  /// The level a p-value must be below, or the statistic must reach, for a drift to be detected.
  public double usualThreshold() {
    return usualThreshold;
  }

  /// Whether it looks at a stream of errors, and not at two samples.
  public boolean isOfErrors() {
    return this == PAGE_HINKLEY || this == DDM;
  }

  Ladder ladder() {
    return ladder;
  }

  /// The method for two samples of which nobody named one: by their kind and the rows of the
  /// reference, as Evidently chooses.
  ///
  /// @throws IllegalArgumentException when the samples are of different kinds
  public static DriftMethod usual(Sample reference, Sample current) {
    var few = reference.rows() <= FEW_ROWS;
    var values =
        switch (reference) {
          case Numbers r when current instanceof Numbers c -> r.distinctWith(c);
          default -> Cells.of(reference, current).size();
        };
    if (reference instanceof Numbers && values > FEW_VALUES) {
      return few ? KOLMOGOROV_SMIRNOV : WASSERSTEIN;
    }
    if (!few) {
      return JENSEN_SHANNON;
    }
    return values > 2 || reference instanceof Histogram ? CHI_SQUARE : Z_TEST;
  }

  /// Whether the method can compare these two.
  public boolean takes(Sample reference, Sample current) {
    var numbers = reference instanceof Numbers && current instanceof Numbers;
    return switch (this) {
      case KOLMOGOROV_SMIRNOV, WASSERSTEIN -> numbers;
      case ANDERSON_DARLING -> numbers && reference.rows() + current.rows() >= 4;
      case CHI_SQUARE, PSI, JENSEN_SHANNON, TOTAL_VARIATION -> areComparable(reference, current);
      case Z_TEST ->
          !(reference instanceof Histogram)
              && areComparable(reference, current)
              && Cells.of(reference, current).size() <= 2;
      case PAGE_HINKLEY, DDM -> false;
    };
  }

  /// Whether two samples are of kinds that can be compared at all.
  public static boolean areComparable(Sample reference, Sample current) {
    return switch (reference) {
      case Numbers r -> current instanceof Numbers;
      case Categories r -> current instanceof Categories;
      case Histogram r ->
          current instanceof Numbers || current instanceof Histogram c && r.hasSameBins(c);
    };
  }
}
