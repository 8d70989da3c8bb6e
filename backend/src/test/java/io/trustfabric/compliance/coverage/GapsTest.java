package io.trustfabric.compliance.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import io.trustfabric.compliance.coverage.CoverageReport.CoverageGap;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GapsTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void what_is_left_is_exactly_what_no_stretch_holds() {
    var random = new Random(20_260_131);
    for (int round = 0; round < 500; round++) {
      var from = hour(random.nextInt(50));
      var to = from.plus(Duration.ofHours(1 + random.nextInt(200)));
      var stretches = new ArrayList<CoverageGap>();
      for (int n = random.nextInt(6); n > 0; n--) {
        var begin = hour(random.nextInt(260) - 20);
        stretches.add(new CoverageGap(begin, begin.plus(Duration.ofHours(random.nextInt(60)))));
      }
      var gaps = CoveredPeriod.left(stretches, from, to);
      for (var at = from; at.isBefore(to); at = at.plus(Duration.ofMinutes(30))) {
        assertThat(isIn(gaps, at))
            .as("%s without %s", at, stretches)
            .isNotEqualTo(isIn(stretches, at));
      }
      assertThat(gaps).allMatch(gap -> gap.from().isBefore(gap.to()));
      assertThat(gaps).allMatch(gap -> !gap.from().isBefore(from) && !gap.to().isAfter(to));
    }
  }

  @Test
  void a_day_is_uncovered_at_any_moment_of_it() {
    assertThat(CoveredPeriod.days(List.of())).isZero();
    assertThat(CoveredPeriod.days(List.of(new CoverageGap(hour(0), hour(24))))).isEqualTo(1);
    assertThat(CoveredPeriod.days(List.of(new CoverageGap(hour(23), hour(25))))).isEqualTo(2);
    assertThat(
            CoveredPeriod.days(
                List.of(
                    new CoverageGap(hour(1), hour(2)),
                    new CoverageGap(hour(3), hour(4)),
                    new CoverageGap(hour(48), hour(48).plusNanos(1_000)))))
        .isEqualTo(2);
  }

  @Test
  void no_cell_of_a_csv_is_a_formula() {
    assertThat(ApplicabilityStatement.cell("=1+1")).isEqualTo("\"'=1+1\"");
    assertThat(ApplicabilityStatement.cell(" @SUM(A1)")).isEqualTo("\"' @SUM(A1)\"");
    assertThat(ApplicabilityStatement.cell("\t=x")).isEqualTo("\"'\t=x\"");
    assertThat(ApplicabilityStatement.cell("-2")).isEqualTo("\"'-2\"");
    assertThat(ApplicabilityStatement.cell("a \"b\", c\n")).isEqualTo("\"a \"\"b\"\", c\n\"");
  }

  private static boolean isIn(List<CoverageGap> stretches, Instant at) {
    return stretches.stream().anyMatch(s -> !at.isBefore(s.from()) && at.isBefore(s.to()));
  }

  private static Instant hour(int hour) {
    return START.plus(Duration.ofHours(hour));
  }
}
