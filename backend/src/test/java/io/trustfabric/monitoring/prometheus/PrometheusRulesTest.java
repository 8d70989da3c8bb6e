package io.trustfabric.monitoring.prometheus;

import static io.trustfabric.testing.Api.defined;
import static io.trustfabric.testing.Api.get;
import static io.trustfabric.testing.Api.isInvalid;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.trustfabric.monitoring.budget.AlertPair;
import io.trustfabric.monitoring.budget.SloPeriod;
import io.trustfabric.testing.PostgresResource;
import io.trustfabric.testing.Tools;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The rules that Prometheus gets, held against its own tool.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class PrometheusRulesTest {

  private static final String RULES = "/api/monitoring/slos/prometheus-rules";

  /// Three days and a bit of health before anything happens, so that every window is full.
  private static final int HEALTHY_MINUTES = 4_400;

  @TempDir Path folder;

  private final String service = "s-" + UUID.randomUUID();

  @Test
  void only_slos_that_are_read_from_prometheus_become_rules() {
    var pushed = defined("{\"service\": \"%s\"}".formatted(service));
    assertThat(rules("?service=" + service)).contains("groups: []");
    isInvalid(get(RULES + "?id=" + pushed), "?id");
    isInvalid(get(RULES + "?id=" + UUID.randomUUID()), "?id");
    var read = prometheus("0.999", "P30D");
    assertThat(rules("?service=" + service)).contains(read).doesNotContain(pushed);
    assertThat(rules("?id=" + read)).isEqualTo(rules("?service=" + service));
  }

  @Test
  void a_pair_that_cannot_fire_and_a_calendar_window_are_left_out() {
    prometheus("0.9", "calendar_month");
    var rules = rules("?service=" + service);
    // 14.4 x 0.1 is more than everything.
    assertThat(rules).doesNotContain("slo_pair: page_fast").contains("slo_pair: page_slow");
    assertThat(rules).doesNotContain("increase30d").contains("ratio_increase3d");
  }

  @ParameterizedTest
  @CsvSource({
    "P30D, 0.0144, 0.006, 0.003, 0.001",
    "P90D, 0.0144, 0.006, 0.003, 0.001",
    "calendar_quarter, 0.0144, 0.006, 0.003, 0.001",
    "P28D, 0.01344, 0.0056, 0.0028, 0.000933333333",
    "P7D, 0.01344, 0.0035, 0.0014, 0.00098",
  })
  void thresholds_are_factor_times_budget(
      String period, String pageFast, String pageSlow, String ticketFast, String ticketSlow) {
    prometheus("0.999", period);
    assertThat(rules("?service=" + service))
        .contains("ratio_increase1h", "> " + pageFast + ")")
        .contains("> " + pageSlow + ")", "> " + ticketFast + ")", "> " + ticketSlow + ")");
  }

  @Test
  void promtool_accepts_the_rules_of_any_slo() throws Exception {
    var promtool = Tools.needed("promtool");
    for (var period :
        List.of("P7D", "P28D", "P30D", "P90D", "calendar_month", "calendar_quarter")) {
      prometheus("0.999", period);
    }
    prometheus("0.000000000001", "P30D");
    prometheus("0.999999999999", "P30D");
    defined(
        """
        {"service": "%s", "name": "{{ $labels.x }} \\" ' {}: ü", "source": "prometheus",
         "goodQuery": "sum by (x) (\\n increase(a{b=\\"}\\"}[{{.window}}]) # why )\\n)", "totalQuery": "{__name__=\\"a\\"}"}
        """
            .formatted(service));
    Files.writeString(folder.resolve("rules.yml"), rules("?service=" + service));
    var checked = Tools.run(folder, List.of(promtool.toString(), "check", "rules", "rules.yml"));
    assertThat(checked.output()).contains("SUCCESS");
    assertThat(checked.exitCode()).isZero();
    Files.writeString(folder.resolve("rules.yml"), rules("?service=nobody-" + service));
    assertThat(
            Tools.run(folder, List.of(promtool.toString(), "check", "rules", "rules.yml"))
                .exitCode())
        .isZero();
  }

  /// At a constant share r of bad events, an SLO that was healthy before has burnt r x t / window
  /// of its long window's events t after it began. That exceeds factor x (1 - target) from t =
  /// factor x (1 - target) / r x window on; the short window is full of errors by then.
  @ParameterizedTest
  @CsvSource({
    "P30D, 0.999, 1",
    "P30D, 0.999, 0.02",
    "P28D, 0.99, 0.2",
    "P7D, 0.99, 0.5",
  })
  void alerts_fire_when_the_theory_says(String period, String target, String ratio)
      throws Exception {
    var promtool = Tools.needed("promtool");
    prometheus(target, period);
    var test = new StringBuilder();
    for (var pair : AlertPair.values()) {
      var share =
          pair.factor(SloPeriod.of(period))
              .multiply(BigDecimal.ONE.subtract(new BigDecimal(target)));
      var crossing =
          share
              .multiply(BigDecimal.valueOf(pair.longWindow().toMinutes()))
              .divide(new BigDecimal(ratio), 9, RoundingMode.HALF_UP);
      assertThat(share).isLessThan(new BigDecimal(ratio));
      // Strictly above: at the crossing itself, should it fall on a minute, nothing fires yet.
      var first = crossing.setScale(0, RoundingMode.FLOOR).intValueExact() + 1;
      test.append(expect(HEALTHY_MINUTES + first - 1, pair, false));
      test.append(expect(HEALTHY_MINUTES + first, pair, true));
    }
    passes(
        promtool, new BigDecimal(ratio), test.toString(), HEALTHY_MINUTES, HEALTHY_MINUTES + 4_500);
  }

  @ParameterizedTest
  @CsvSource({
    "P30D, 0.999, 0.0144, PAGE_FAST",
    "P28D, 0.9925, 0.007, TICKET_SLOW",
    "P7D, 0.99, 0.1344, PAGE_FAST",
    "P7D, 0.99, 0.035, PAGE_SLOW",
  })
  void a_ratio_exactly_at_a_threshold_never_fires(
      String period, String target, String ratio, AlertPair pair) throws Exception {
    var promtool = Tools.needed("promtool");
    prometheus(target, period);
    var test = new StringBuilder();
    var healthy = (int) pair.longWindow().toMinutes() + 30;
    var end = 2 * healthy;
    test.append(
        """
        - expr: sum(count_over_time(ALERTS{slo_pair="%s"}[4500m])) or vector(0)
          eval_time: %dm
          exp_samples: [{labels: '{}', value: 0}]
        """
            .formatted(pair.name().toLowerCase(Locale.ROOT), end));
    passes(promtool, new BigDecimal(ratio), test.toString(), healthy, end);
  }

  private void passes(
      Path promtool, BigDecimal ratio, String expectations, int healthy, int minutes)
      throws Exception {
    var perMinute = new BigDecimal("1000000");
    var bad = perMinute.multiply(ratio).stripTrailingZeros();
    assertThat(bad.scale()).isLessThanOrEqualTo(0);
    var good = perMinute.subtract(bad);
    Files.writeString(folder.resolve("rules.yml"), rules("?service=" + service));
    var group = Pattern.compile("- name: (.*)").matcher(rules("?service=" + service));
    assertThat(group.find()).isTrue();
    Files.writeString(
        folder.resolve("test.yml"),
        """
        rule_files: [rules.yml]
        evaluation_interval: 1m
        group_eval_order: [%8$s]
        tests:
        - interval: 1m
          input_series:
          - series: requests_total{code="200"}
            values: 0+%1$sx%2$d %3$s+%4$sx%5$d
          - series: requests_total{code="500"}
            values: 0+0x%2$d %6$s+%6$sx%5$d
          promql_expr_test:
        %7$s
        """
            .formatted(
                perMinute.toPlainString(),
                healthy,
                perMinute.multiply(BigDecimal.valueOf(healthy)).add(good).toPlainString(),
                good.toPlainString(),
                minutes - healthy,
                bad.toPlainString(),
                expectations.indent(2).stripTrailing(),
                group.group(1)));
    var tested = Tools.run(folder, List.of(promtool.toString(), "test", "rules", "test.yml"));
    assertThat(tested.output()).contains("SUCCESS");
    assertThat(tested.exitCode()).isZero();
  }

  /// Whether a pair fires at a minute.
  private static String expect(int minute, AlertPair pair, boolean fires) {
    return """
        - expr: count(ALERTS{alertstate="firing", slo_pair="%s"}) or vector(0)
          eval_time: %dm
          exp_samples: [{labels: '{}', value: %d}]
        """
        .formatted(pair.name().toLowerCase(Locale.ROOT), minute, fires ? 1 : 0);
  }

  private String rules(String query) {
    return get(RULES + query).statusCode(200).contentType("application/yaml").extract().asString();
  }

  private String prometheus(String target, String period) {
    return defined(
        """
        {"service": "%s", "target": %s, "period": "%s", "source": "prometheus",
         "goodQuery": "requests_total{code!~\\"5..\\"}", "totalQuery": "requests_total"}
        """
            .formatted(service, target, period));
  }
}
