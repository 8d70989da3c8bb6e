package io.trustfabric.modelops.drift;

import static io.trustfabric.modelops.drift.DriftMethod.ANDERSON_DARLING;
import static io.trustfabric.modelops.drift.DriftMethod.CHI_SQUARE;
import static io.trustfabric.modelops.drift.DriftMethod.DDM;
import static io.trustfabric.modelops.drift.DriftMethod.JENSEN_SHANNON;
import static io.trustfabric.modelops.drift.DriftMethod.KOLMOGOROV_SMIRNOV;
import static io.trustfabric.modelops.drift.DriftMethod.PAGE_HINKLEY;
import static io.trustfabric.modelops.drift.DriftMethod.PSI;
import static io.trustfabric.modelops.drift.DriftMethod.TOTAL_VARIATION;
import static io.trustfabric.modelops.drift.DriftMethod.WASSERSTEIN;
import static io.trustfabric.modelops.drift.DriftMethod.Z_TEST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/// What must hold of every method, on samples that a seed makes up.
class DriftPropertiesTest {

  private static final int ROUNDS = 200;
  private static final List<DriftMethod> OF_NUMBERS =
      List.of(
          KOLMOGOROV_SMIRNOV,
          CHI_SQUARE,
          PSI,
          JENSEN_SHANNON,
          WASSERSTEIN,
          ANDERSON_DARLING,
          TOTAL_VARIATION);

  private final Random random = new Random(20_260_131);

  @Test
  void no_method_leaves_its_bounds() {
    for (int round = 0; round < ROUNDS; round++) {
      var a = Numbers.of(values());
      var b = Numbers.of(values());
      for (var method : OF_NUMBERS) {
        if (!method.takes(a, b)) {
          continue;
        }
        var result = DriftTest.compare(method, a, b);
        var atMost =
            switch (method) {
              case KOLMOGOROV_SMIRNOV, JENSEN_SHANNON, TOTAL_VARIATION -> 1.0;
              default -> Double.MAX_VALUE;
            };
        var atLeast = method == ANDERSON_DARLING ? -10.0 : 0.0;
        assertThat(result.statistic()).as(method.name()).isBetween(atLeast, atMost);
        assertThat(result.effect()).as(method.name()).isGreaterThanOrEqualTo(0).isFinite();
        assertThat(result.pValue() != null).isEqualTo(method.isByPValue());
        if (result.pValue() != null) {
          assertThat(result.pValue()).as(method.name()).isBetween(0.0, 1.0);
        }
      }
    }
  }

  @Test
  void it_does_not_matter_in_which_order_the_rows_come() {
    for (int round = 0; round < ROUNDS / 4; round++) {
      var a = values();
      var b = values();
      for (var method : OF_NUMBERS) {
        if (method.takes(Numbers.of(a), Numbers.of(b))) {
          assertThat(DriftTest.compare(method, Numbers.of(shuffled(a)), Numbers.of(shuffled(b))))
              .isEqualTo(DriftTest.compare(method, Numbers.of(a), Numbers.of(b)));
        }
      }
    }
  }

  @Test
  void two_samples_may_be_exchanged_where_the_definition_is_symmetric() {
    for (int round = 0; round < ROUNDS; round++) {
      var a = Numbers.of(values());
      var b = Numbers.of(values());
      for (var method :
          List.of(
              KOLMOGOROV_SMIRNOV, CHI_SQUARE, JENSEN_SHANNON, ANDERSON_DARLING, TOTAL_VARIATION)) {
        if (!method.takes(a, b)) {
          continue;
        }
        var there = DriftTest.compare(method, a, b);
        var back = DriftTest.compare(method, b, a);
        isSame(back.statistic(), there.statistic(), method);
        isSame(back.effect(), there.effect(), method);
        if (there.pValue() != null) {
          isSame(back.pValue(), there.pValue(), method);
        }
      }
      isSame(Wasserstein.distance(b, a), Wasserstein.distance(a, b), WASSERSTEIN);
      var cells = Cells.of(a, b);
      var turned = new Cells(cells.current(), cells.reference(), cells.how());
      isSame(
          PopulationStability.compare(turned).statistic(),
          PopulationStability.compare(cells).statistic(),
          PSI);
    }
  }

  @Test
  void a_sample_has_not_drifted_from_itself() {
    for (int round = 0; round < ROUNDS; round++) {
      var a = Numbers.of(values());
      for (var method : OF_NUMBERS) {
        if (!method.takes(a, a)) {
          continue;
        }
        var result = DriftTest.compare(method, a, a);
        assertThat(result.effect()).as(method.name()).isCloseTo(0, within(1e-7));
        assertThat(result.severity()).isEqualTo(DriftSeverity.LOW);
        assertThat(result.isDrift(method.usualThreshold(), result.pValue())).isFalse();
      }
    }
  }

  /// Each test's p-value is the share of random splits of the same rows that look at least as odd.
  @Test
  void the_p_values_are_those_of_a_permutation() {
    var a = gauss(12, 0);
    var b = gauss(9, 0.9);
    var exact = DriftTest.compare(KOLMOGOROV_SMIRNOV, Numbers.of(a), Numbers.of(b));
    var pool = DoubleStream.concat(Arrays.stream(a), Arrays.stream(b)).toArray();
    var odd = 0;
    var splits = 40_000;
    for (int i = 0; i < splits; i++) {
      var mixed = shuffled(pool);
      var d =
          KolmogorovSmirnov.distance(
              Numbers.of(Arrays.copyOf(mixed, 12)), Numbers.of(Arrays.copyOfRange(mixed, 12, 21)));
      odd += d >= exact.statistic() - 1e-12 ? 1 : 0;
    }
    assertThat((double) odd / splits).isCloseTo(exact.pValue(), within(0.012));
  }

  @Test
  void the_exact_and_the_asymptotic_p_value_meet_where_one_takes_over_from_the_other() {
    for (var d : new double[] {0.01, 0.015, 0.02, 0.03}) {
      var exact = KolmogorovSmirnov.exactP(Math.round(d * 10_000 * 10_000), 10_000, 10_000);
      assertThat(KolmogorovSmirnov.asymptoticP(d, 10_000, 10_000))
          .isCloseTo(exact, within(0.01 * exact + 0.003));
    }
  }

  @Test
  void a_larger_shift_is_never_less_grave() {
    var reference = Numbers.of(gauss(2_000, 0));
    for (var method : OF_NUMBERS) {
      var last = -1;
      for (var shift : new double[] {0, 0.2, 0.4, 0.6, 1}) {
        var result = DriftTest.compare(method, reference, Numbers.of(moved(2_000, shift)));
        assertThat(result.severity().ordinal())
            .as(method + " " + shift)
            .isGreaterThanOrEqualTo(last);
        last = result.severity().ordinal();
      }
      assertThat(last).as(method + " of one sigma").isEqualTo(DriftSeverity.CRITICAL.ordinal());
    }
  }

  /// The rungs are the same shift, said in each method's own unit.
  @Test
  void the_ladders_say_the_same_of_a_shifted_normal() {
    var grid = quantiles(0);
    for (var method : List.of(KOLMOGOROV_SMIRNOV, JENSEN_SHANNON, WASSERSTEIN, TOTAL_VARIATION)) {
      assertThat(severityOf(method, grid, 0.2)).as(method + " low").isEqualTo(DriftSeverity.LOW);
      assertThat(severityOf(method, grid, 0.4))
          .as(method + " medium")
          .isEqualTo(DriftSeverity.MEDIUM);
      assertThat(severityOf(method, grid, 0.6)).as(method + " high").isEqualTo(DriftSeverity.HIGH);
      assertThat(severityOf(method, grid, 0.8))
          .as(method + " critical")
          .isEqualTo(DriftSeverity.CRITICAL);
    }
  }

  @Test
  void the_rungs_of_the_psi_are_those_of_the_trade() {
    assertThat(DriftSeverity.of(PSI, 0.0999)).isEqualTo(DriftSeverity.LOW);
    assertThat(DriftSeverity.of(PSI, 0.1)).isEqualTo(DriftSeverity.MEDIUM);
    assertThat(DriftSeverity.of(PSI, 0.25)).isEqualTo(DriftSeverity.HIGH);
    assertThat(DriftSeverity.of(PSI, 0.5)).isEqualTo(DriftSeverity.HIGH);
    assertThat(DriftSeverity.of(PSI, 0.5001)).isEqualTo(DriftSeverity.CRITICAL);
  }

  @Test
  void rare_cells_are_pooled_until_each_expects_five() {
    var result =
        DriftTest.compare(
            CHI_SQUARE,
            Categories.of(Map.of("a", 50L, "b", 40L, "c", 4L, "d", 3L, "e", 3L)),
            Categories.of(Map.of("a", 48L, "b", 44L, "c", 2L, "d", 4L, "f", 2L)));
    // c, d, e and f expect 3, 3.5, 1.5 and 1: one cell that expects 9.
    assertThat(result.details())
        .containsEntry("cells", 6)
        .containsEntry("cellsAfterPooling", 3)
        .containsEntry("degreesOfFreedom", 2);
    var alone =
        DriftTest.compare(CHI_SQUARE, Categories.of(List.of("a")), Categories.of(List.of("b")));
    assertThat(alone.pValue()).isEqualTo(1);
    assertThat(alone.details()).containsEntry("degreesOfFreedom", 0);
  }

  @Test
  void the_usual_method_follows_kind_and_rows() {
    assertThat(usual(gauss(1_000, 0), gauss(50, 0))).isEqualTo(KOLMOGOROV_SMIRNOV);
    assertThat(usual(gauss(1_001, 0), gauss(50, 0))).isEqualTo(WASSERSTEIN);
    assertThat(usual(whole(1_000, 5), whole(50, 5))).isEqualTo(CHI_SQUARE);
    assertThat(usual(whole(1_001, 5), whole(50, 5))).isEqualTo(JENSEN_SHANNON);
    assertThat(usual(whole(1_000, 6), whole(50, 6))).isEqualTo(KOLMOGOROV_SMIRNOV);
    assertThat(usual(whole(1_000, 2), whole(50, 2))).isEqualTo(Z_TEST);
    assertThat(usual(whole(1_001, 2), whole(50, 2))).isEqualTo(JENSEN_SHANNON);
    var three = Categories.of(Map.of("a", 300L, "b", 300L, "c", 400L));
    assertThat(DriftMethod.usual(three, three)).isEqualTo(CHI_SQUARE);
    var two = Categories.of(Map.of("a", 500L, "b", 501L));
    assertThat(DriftMethod.usual(two, two)).isEqualTo(JENSEN_SHANNON);
    var bins = new Histogram(new double[] {0, 1, 2}, new long[] {400, 600});
    assertThat(DriftMethod.usual(bins, bins)).isEqualTo(CHI_SQUARE);
  }

  @Test
  void numbers_outside_of_a_histogram_are_counted_beside_it() {
    var reference = new Histogram(new double[] {0, 1, 2}, new long[] {10, 10});
    var cells = Cells.of(reference, Numbers.of(-1, 0, 0.5, 1, 2, 2.5));
    assertThat(cells.reference()).containsExactly(0, 10, 10, 0);
    assertThat(cells.current()).containsExactly(1, 2, 2, 1);
  }

  @Test
  void samples_of_different_kinds_are_compared_by_no_method() {
    var numbers = Numbers.of(1, 2, 3, 4);
    var categories = Categories.of(List.of("a", "b"));
    var bins = new Histogram(new double[] {0, 1}, new long[] {1});
    var others = new Histogram(new double[] {0, 2}, new long[] {1});
    for (var method : DriftMethod.values()) {
      assertThat(method.takes(numbers, categories)).isFalse();
      assertThat(method.takes(categories, bins)).isFalse();
      assertThat(method.takes(bins, others)).isFalse();
      assertThat(method.takes(numbers, bins)).isFalse();
      assertThatThrownBy(() -> DriftTest.compare(method, numbers, categories))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void what_is_no_sample_is_refused() {
    assertThatThrownBy(() -> Numbers.of()).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Numbers.of(1, Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Categories.of(Map.of("a", 0L)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Categories.of(Map.of("a", -1L)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Histogram(new double[] {1, 1}, new long[] {1}))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Histogram(new double[] {0, 1}, new long[] {0}))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ErrorStream(0, 1.5)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_feature_that_never_varies_has_not_drifted() {
    var a = Numbers.of(7, 7, 7, 7);
    for (var method : OF_NUMBERS) {
      var result = DriftTest.compare(method, a, Numbers.of(7, 7, 7));
      assertThat(result.isDrift(method.usualThreshold(), result.pValue()))
          .as(method.name())
          .isFalse();
      assertThat(result.effect()).isZero();
    }
    assertThat(DriftTest.compare(Z_TEST, a, a).pValue()).isEqualTo(1);
  }

  @Test
  void corrected_p_values_keep_their_order_and_never_shrink() {
    for (int round = 0; round < ROUNDS; round++) {
      var raw =
          DoubleStream.generate(random::nextDouble).limit(1 + random.nextInt(20)).boxed().toList();
      var corrected = FalseDiscovery.correct(raw);
      for (int i = 0; i < raw.size(); i++) {
        assertThat(corrected.get(i)).isBetween(raw.get(i), 1.0);
        for (int j = 0; j < raw.size(); j++) {
          if (raw.get(i) < raw.get(j)) {
            assertThat(corrected.get(i)).isLessThanOrEqualTo(corrected.get(j));
          }
        }
      }
    }
  }

  @Test
  void a_change_of_the_error_rate_is_found_and_a_steady_one_is_not() {
    var quiet = new ErrorStream(errors(5_000, 0.1));
    var changed =
        new ErrorStream(
            DoubleStream.concat(
                    Arrays.stream(errors(2_500, 0.1)), Arrays.stream(errors(2_500, 0.5)))
                .toArray());
    for (var method : List.of(PAGE_HINKLEY, DDM)) {
      var threshold = method.usualThreshold();
      var found = DriftTest.read(method, changed, threshold);
      assertThat(found.isDrift(threshold, null)).as(method.name()).isTrue();
      assertThat(found.severity()).isEqualTo(DriftSeverity.CRITICAL);
      assertThat((int) found.details().get("changeAt")).isBetween(30, 2_600);
      assertThat(DriftTest.read(method, quiet, threshold).severity()).isEqualTo(DriftSeverity.LOW);
    }
    assertThat((int) DriftTest.read(PAGE_HINKLEY, changed, 50).details().get("alarmAt"))
        .isBetween(2_500, 3_000);
    assertThat(DriftTest.read(PAGE_HINKLEY, quiet, 50).isDrift(50, null)).isFalse();
  }

  @Test
  void a_million_values_are_compared() {
    var a = Numbers.of(gauss(1_000_000, 0));
    var b = Numbers.of(gauss(1_000_000, 0.01));
    var result = DriftTest.compare(KOLMOGOROV_SMIRNOV, a, b);
    assertThat(result.details()).containsEntry("pValueMode", "asymptotic");
    assertThat(result.statistic()).isBetween(0.002, 0.007);
    assertThat(result.pValue()).isLessThan(0.01);
  }

  private DriftMethod usual(double[] reference, double[] current) {
    return DriftMethod.usual(Numbers.of(reference), Numbers.of(current));
  }

  private static DriftSeverity severityOf(DriftMethod method, Numbers grid, double shift) {
    return DriftTest.compare(method, grid, quantiles(shift)).severity();
  }

  /// A sample that is as normal as 20,000 rows can be: its own quantiles.
  private static Numbers quantiles(double shift) {
    var normal =
        java.util.stream.IntStream.range(0, 20_000).mapToDouble(i -> quantile((i + 0.5) / 20_000));
    return Numbers.of(normal.map(x -> x + shift).toArray());
  }

  /// The normal distribution's quantile, by bisection over erfc.
  private static double quantile(double p) {
    double low = -10;
    double high = 10;
    for (int i = 0; i < 60; i++) {
      var middle = (low + high) / 2;
      if (org.apache.commons.numbers.gamma.Erfc.value(-middle / Math.sqrt(2)) / 2 < p) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /// Few or many rows, with ties or without.
  private double[] values() {
    var n = 1 + random.nextInt(80);
    return random.nextBoolean() ? gauss(n, random.nextDouble()) : whole(n, 1 + random.nextInt(30));
  }

  private double[] gauss(int n, double mean) {
    return DoubleStream.generate(random::nextGaussian).limit(n).map(x -> x + mean).toArray();
  }

  /// The same normal rows at every shift, so that nothing but the shift differs.
  private static double[] moved(int n, double shift) {
    var same = new Random(7);
    return DoubleStream.generate(same::nextGaussian).limit(n).map(x -> x + shift).toArray();
  }

  /// Every one of `values` whole numbers, again and again.
  private double[] whole(int n, int values) {
    return shuffled(java.util.stream.IntStream.range(0, n).mapToDouble(i -> i % values).toArray());
  }

  private double[] errors(int n, double share) {
    return DoubleStream.generate(random::nextDouble).limit(n).map(x -> x < share ? 1 : 0).toArray();
  }

  private double[] shuffled(double[] values) {
    var list = new ArrayList<>(Arrays.stream(values).boxed().toList());
    Collections.shuffle(list, random);
    return list.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static void isSame(double actual, double expected, DriftMethod method) {
    assertThat(actual)
        .as(method.name())
        .isCloseTo(expected, within(1e-9 * Math.abs(expected) + 1e-12));
  }
}
