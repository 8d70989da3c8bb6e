package io.trustfabric.monitoring.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AlertPairTest {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Path SHARED = Path.of(System.getProperty("shared.data", "none"));
  private static final Objective THREE_NINES = new Objective(new BigDecimal("0.999"));
  private static final long MINUTE = 60_000_000;

  @ParameterizedTest
  @CsvSource({
    "P30D, 14.4, 6, 3, 1",
    "P90D, 14.4, 6, 3, 1",
    "CALENDAR_MONTH, 14.4, 6, 3, 1",
    "CALENDAR_QUARTER, 14.4, 6, 3, 1",
    "P28D, 13.44, 5.6, 2.8, 0.933333333333",
    "P7D, 13.44, 3.5, 1.4, 0.98"
  })
  void the_factors_are_the_shares_of_the_period(
      SloPeriod period, String pageFast, String pageSlow, String ticketFast, String ticketSlow) {
    assertThat(AlertPair.values())
        .extracting(pair -> Decimals.shown(pair.factor(period)).toPlainString())
        .containsExactly(pageFast, pageSlow, ticketFast, ticketSlow);
  }

  @Test
  void the_factors_are_those_of_the_workbook_and_of_sloth() throws IOException {
    var tables = tables();
    isTable(tables.get("google_workbook_30d_as_in_sloth"), SloPeriod.P30D);
    isTable(tables.get("sloth_28d"), SloPeriod.P28D);
    isTable(tables.get("sloth_7d_example"), SloPeriod.P7D);
  }

  /// Pyrra takes other windows and rounds; what both say is factor = share x period / long window.
  @Test
  void pyrras_factors_follow_the_same_formula_from_its_own_shares() throws IOException {
    var shares = new int[] {48, 16, 14, 7};
    var table = tables().get("pyrra_28d");
    for (int i = 0; i < shares.length; i++) {
      var row = table.get(i);
      assertThat(
              Duration.ofDays(28).toSeconds()
                  / (double) (shares[i] * duration(row.get("long").textValue()).toSeconds()))
          .isEqualTo(row.get("burn").doubleValue());
    }
  }

  @Test
  void the_examples_of_openslo_come_out() throws IOException {
    var examples = tables().get("openslo_worked");
    var week = Duration.ofDays(7);
    var seconds = decimal(examples.get(0), "budget_seconds");
    var down = seconds.movePointRight(6).longValueExact();
    assertThat(slices(examples.get(0), week, down, "0", "1").status(false))
        .isEqualTo(SloStatus.EXHAUSTED);
    assertThat(slices(examples.get(0), week, down + 1, "0", "1").status(false))
        .isEqualTo(SloStatus.BREACHED);
    var minutes = decimal(examples.get(1), "outage_to_exhaust_minutes").longValueExact();
    assertThat(
            slices(examples.get(1), week.multipliedBy(2), minutes * MINUTE, "0", "1").status(false))
        .isEqualTo(SloStatus.EXHAUSTED);
    var attack = examples.get(2);
    var outage = decimal(attack, "outage_minutes_computed").multiply(BigDecimal.valueOf(MINUTE));
    assertThat(
            slices(
                    attack,
                    week.multipliedBy(2),
                    outage.longValue(),
                    attack.get("attack").asText(),
                    attack.get("baseline").asText())
                .remaining()
                .setScale(6, RoundingMode.HALF_EVEN))
        .isEqualByComparingTo("0");
    assertThat(
            new Budget(
                    new Amount(
                        new BigDecimal(
                            336_000 - decimal(examples.get(3), "plain_arithmetic").intValue()),
                        new BigDecimal(336_000),
                        1,
                        1),
                    new Objective(new BigDecimal("0.95")),
                    1,
                    1)
                .status(false))
        .isEqualTo(SloStatus.EXHAUSTED);
  }

  /// Sloth writes its alerts as `(factor * allowed)`.
  @Test
  void sloths_generated_alerts_have_our_factors() throws IOException {
    var folder = SHARED.resolve("sloth/examples/_gen");
    assumeTrue(Files.isDirectory(folder), "no shared Sloth examples at " + folder);
    var found = new ArrayList<String>();
    var matcher =
        Pattern.compile("slo:sli_error:ratio_rate(\\w+)\\{[^}]*} > \\(([0-9.]+) \\* ")
            .matcher(Files.readString(folder.resolve("getting-started.yml")));
    while (matcher.find()) {
      found.add(
          matcher.group(1)
              + " "
              + new BigDecimal(matcher.group(2)).stripTrailingZeros().toPlainString());
    }
    assertThat(found)
        .containsExactlyInAnyOrder(
            "5m 14.4", "1h 14.4", "30m 6", "6h 6", "2h 3", "1d 3", "6h 1", "3d 1");
  }

  @ParameterizedTest
  @EnumSource(AlertPair.class)
  void a_burn_rate_exactly_at_the_factor_does_not_fire(AlertPair pair) {
    for (var period : SloPeriod.values()) {
      // bad / (total x 0.001) = factor, to the last digit: total = 3,000,000 x what is left.
      var bad =
          pair.share(period)
              .multiply(BigDecimal.valueOf(Duration.ofDays(period.alertDays()).toSeconds()))
              .multiply(BigDecimal.valueOf(1_000));
      var total =
          BigDecimal.valueOf(pair.longWindow().toSeconds()).multiply(BigDecimal.valueOf(1_000_000));
      var exactly = new Amount(total.subtract(bad), total, MINUTE, MINUTE);
      var above =
          new Amount(total.subtract(bad).subtract(new BigDecimal("1E-9")), total, MINUTE, MINUTE);
      assertThat(reading(pair, period, exactly, exactly).isFiring()).isFalse();
      assertThat(reading(pair, period, exactly, exactly).burnState())
          .isEqualTo(BurnState.ACCEPTABLE);
      assertThat(reading(pair, period, above, exactly).burnState()).isEqualTo(BurnState.RECOVERING);
      assertThat(reading(pair, period, exactly, above).burnState()).isEqualTo(BurnState.INCREASING);
      assertThat(reading(pair, period, above, above).burnState()).isEqualTo(BurnState.CRITICAL);
      assertThat(reading(pair, period, above, above).isFiring()).isTrue();
      assertThat(reading(pair, period, above, exactly).isFiring()).isFalse();
      assertThat(reading(pair, period, exactly, above).isFiring()).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource({
    // 14.4 x (1 - t) >= 1 from t = 1 - 1/14.4 = 0.930555... down
    "PAGE_FAST, 0.9306, EVALUABLE",
    "PAGE_FAST, 0.9305, CANNOT_FIRE",
    "TICKET_SLOW, 0.000000000001, EVALUABLE",
    "TICKET_FAST, 0.666666666666, CANNOT_FIRE",
    "TICKET_FAST, 0.666666666667, EVALUABLE"
  })
  void a_pair_that_nothing_could_make_fire_says_so(
      AlertPair pair, BigDecimal objective, Evaluation evaluation) {
    var allBad = new Amount(BigDecimal.ZERO, BigDecimal.TEN, MINUTE, MINUTE);
    var reading = new PairReading(pair, SloPeriod.P30D, new Objective(objective), allBad, allBad);
    assertThat(reading.evaluation()).isEqualTo(evaluation);
    assertThat(reading.isFiring()).isEqualTo(evaluation == Evaluation.EVALUABLE);
  }

  @Test
  void a_factor_of_exactly_all_cannot_be_exceeded() {
    // 1 x (1 - t) < 1 for every t; 3 x (1 - t) = 1 at a third, which no decimal is: 6 at 5/6, 14.4
    // ...
    assertThat(
            AlertPair.TICKET_SLOW.cannotFire(new Objective(new BigDecimal("0.5")), SloPeriod.P30D))
        .isFalse();
    // 3.5 x (1 - t) = 1 at 5/7; 1.4: 2/7; 13.44 ...; 5.6 x (1 - t) = 1 at 23/28; 2.8: 9/14
    assertThat(
            AlertPair.PAGE_SLOW.cannotFire(new Objective(new BigDecimal("0.7142")), SloPeriod.P7D))
        .isTrue();
    assertThat(
            AlertPair.PAGE_SLOW.cannotFire(new Objective(new BigDecimal("0.7143")), SloPeriod.P7D))
        .isFalse();
  }

  @Test
  void data_coarser_than_the_short_window_says_nothing() {
    var fine = new Amount(BigDecimal.ZERO, BigDecimal.TEN, MINUTE, 5 * MINUTE);
    var coarse = new Amount(BigDecimal.ZERO, BigDecimal.TEN, MINUTE, 5 * MINUTE + 1);
    assertThat(reading(AlertPair.PAGE_FAST, SloPeriod.P30D, fine, fine).evaluation())
        .isEqualTo(Evaluation.EVALUABLE);
    assertThat(reading(AlertPair.PAGE_FAST, SloPeriod.P30D, coarse, fine).evaluation())
        .isEqualTo(Evaluation.NOT_EVALUABLE);
    assertThat(reading(AlertPair.PAGE_FAST, SloPeriod.P30D, coarse, fine).isFiring()).isFalse();
    assertThat(reading(AlertPair.PAGE_SLOW, SloPeriod.P30D, coarse, coarse).isFiring()).isTrue();
  }

  @Test
  void windows_in_which_nothing_was_measured_fire_nothing() {
    var bad = new Amount(BigDecimal.ZERO, BigDecimal.TEN, MINUTE, MINUTE);
    var reading = reading(AlertPair.PAGE_FAST, SloPeriod.P30D, bad, Amount.NOTHING);
    assertThat(reading.evaluation()).isEqualTo(Evaluation.NO_DATA);
    assertThat(reading.shortBurn()).isNull();
    assertThat(reading.isFiring()).isFalse();
  }

  private static PairReading reading(
      AlertPair pair, SloPeriod period, Amount inLong, Amount inShort) {
    return new PairReading(pair, period, THREE_NINES, inLong, inShort);
  }

  private static void isTable(JsonNode table, SloPeriod period) {
    assertThat(table).hasSize(4);
    for (int i = 0; i < 4; i++) {
      var pair = AlertPair.values()[i];
      var row = table.get(i);
      assertThat(pair.factor(period).doubleValue()).isEqualTo(row.get("burn").doubleValue());
      if (row.has("severity")) {
        assertThat(pair.severity().name().toLowerCase(Locale.ROOT))
            .isEqualTo(row.get("severity").textValue());
      }
      if (row.has("budget_pct")) {
        assertThat(pair.share(period).movePointRight(2))
            .isEqualByComparingTo(decimal(row, "budget_pct"));
      }
      if (row.has("long")) {
        assertThat(pair.longWindow()).isEqualTo(duration(row.get("long").textValue()));
      }
      if (row.has("short")) {
        assertThat(pair.shortWindow()).isEqualTo(duration(row.get("short").textValue()));
      }
    }
  }

  /// A period of which some time was as good as `during` and the rest as good as `else`.
  private static Budget slices(
      JsonNode example, Duration period, long micros, String during, String otherwise) {
    var all = period.toSeconds() * 1_000_000;
    var good =
        new BigDecimal(during)
            .multiply(BigDecimal.valueOf(micros))
            .add(new BigDecimal(otherwise).multiply(BigDecimal.valueOf(all - micros)));
    return new Budget(
        new Amount(good, BigDecimal.valueOf(all), all, MINUTE),
        new Objective(decimal(example, "target")),
        all,
        all);
  }

  private static Duration duration(String text) {
    var number = Long.parseLong(text.substring(0, text.length() - 1));
    return switch (text.charAt(text.length() - 1)) {
      case 'm' -> Duration.ofMinutes(number);
      case 'h' -> Duration.ofHours(number);
      default -> Duration.ofDays(number);
    };
  }

  private static BigDecimal decimal(JsonNode node, String field) {
    return new BigDecimal(node.get(field).asText());
  }

  private static JsonNode tables() throws IOException {
    var file = SHARED.resolve("slo/slo_tables.json");
    assumeTrue(Files.isRegularFile(file), "no shared SLO tables at " + file);
    return MAPPER.readTree(Files.readString(file));
  }
}
