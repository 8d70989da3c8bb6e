package io.trustfabric.monitoring.prometheus;

import static io.trustfabric.testing.Api.SLOS;
import static io.trustfabric.testing.Api.SLO_DEFINITIONS;
import static io.trustfabric.testing.Api.defined;
import static io.trustfabric.testing.Api.get;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.trustfabric.monitoring.slos.SloPulls;
import io.trustfabric.prometheus.PrometheusClient;
import io.trustfabric.prometheus.PrometheusConfig;
import io.trustfabric.testing.Api;
import io.trustfabric.testing.Await;
import io.trustfabric.testing.PostgresResource;
import io.trustfabric.testing.PrometheusServer;
import io.trustfabric.testing.Sql;
import io.trustfabric.testing.Together;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class PrometheusPullerTest {

  private static final Instant MIDNIGHT = Instant.parse("2026-01-31T00:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);

  @Inject SloPulls pulls;

  private final FakePrometheus prometheus = new FakePrometheus();

  @AfterEach
  void stop() {
    prometheus.close();
    Sql.run("DELETE FROM slo_pulls");
    Sql.run(
        "UPDATE slo_definitions SET lifecycle = 'retired', retired_at = now() WHERE source = 'prometheus' AND lifecycle = 'active'");
  }

  @Test
  void complete_windows_become_measurements_end_to_end() {
    var slo = slo();
    puller().pull(MIDNIGHT.plus(HOUR).plusSeconds(59));
    assertThat(windows(slo)).hasSize(11).isEqualTo(fiveMinutes(11));
    puller().pull(MIDNIGHT.plus(HOUR).plusSeconds(60));
    assertThat(windows(slo)).isEqualTo(fiveMinutes(12));
    assertThat(all(slo).<Integer>getList("items.goodEvents")).containsOnly(99);
    assertThat(all(slo).<Integer>getList("items.totalEvents")).containsOnly(100);
    assertThat(all(slo).<String>getList("items.createdBy.subject")).containsOnly("system");
    assertThat(pull(slo)).containsEntry("pulledUntil", MIDNIGHT.plus(HOUR).toString());
    assertThat(pull(slo).get("succeededAt")).isNotNull();
    assertThat(pull(slo).get("failure")).isNull();
  }

  @Test
  void prometheus_is_asked_for_windows_as_the_rules_count_them() {
    slo();
    puller().pull(MIDNIGHT.plus(HOUR));
    assertThat(prometheus.asked.getFirst())
        .containsEntry("query", "sum(increase(total_total[5m]))")
        .containsEntry("start", "1769817900.000")
        .containsEntry("end", "1769820900.000")
        .containsEntry("step", "300s");
    assertThat(prometheus.asked.getLast().get("query"))
        .contains("increase(good_total{a=\"b\"}[5m])");
  }

  @Test
  void several_who_pull_at_once_store_each_window_once() {
    var slo = slo();
    Together.run(
        4,
        i -> {
          puller("batch", "5").pull(MIDNIGHT.plus(HOUR).plusSeconds(60));
          return i;
        });
    puller().pull(MIDNIGHT.plus(HOUR).plusSeconds(60));
    assertThat(windows(slo)).isEqualTo(fiveMinutes(12));
  }

  @Test
  void what_is_far_behind_is_caught_up_with_batch_by_batch() {
    var slo = slo();
    var puller = puller("batch", "7", "batches-at-once", "2");
    puller.pull(MIDNIGHT.plus(Duration.ofHours(3)).plusSeconds(60));
    assertThat(windows(slo)).isEqualTo(fiveMinutes(14));
    puller.pull(MIDNIGHT.plus(Duration.ofHours(3)).plusSeconds(60));
    puller.pull(MIDNIGHT.plus(Duration.ofHours(3)).plusSeconds(60));
    assertThat(windows(slo)).isEqualTo(fiveMinutes(36));
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {"99, none", "99, NaN", "none, none", "NaN, NaN", "0, 0", "99, +Inf"})
  void no_data_and_nothing_of_nothing_are_not_stored_and_not_asked_for_again(
      String good, String total) {
    var slo = slo();
    prometheus.good = good;
    prometheus.total = total;
    puller().pull(MIDNIGHT.plus(HOUR).plusSeconds(60));
    assertThat(windows(slo)).isEmpty();
    assertThat(pull(slo)).containsEntry("pulledUntil", MIDNIGHT.plus(HOUR).toString());
    var asked = prometheus.asked.size();
    puller().pull(MIDNIGHT.plus(HOUR).plusSeconds(60));
    assertThat(prometheus.asked).hasSize(asked);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {
        "none, 5, 0, 5",
        "1.25, 2.5, 1.25, 2.5",
        "100.0000005, 100, 100, 100",
        "1e+06, 2e+06, 1000000, 2000000"
      })
  void counts_are_kept_as_prometheus_has_them(String good, String total, float kept, float of) {
    var slo = slo();
    prometheus.good = good;
    prometheus.total = total;
    puller().pull(MIDNIGHT.plusSeconds(360));
    assertThat(all(slo).<Number>getList("items.goodEvents").getFirst().floatValue())
        .isEqualTo(kept);
    assertThat(all(slo).<Number>getList("items.totalEvents").getFirst().floatValue()).isEqualTo(of);
  }

  @ParameterizedTest
  @CsvSource({"101, 100", "-1, 100", "5, 1e16", "1, -1"})
  void contradictions_are_left_out_and_said(String good, String total) {
    var slo = slo();
    prometheus.good = good;
    prometheus.total = total;
    puller().pull(MIDNIGHT.plus(HOUR).plusSeconds(60));
    assertThat(windows(slo)).isEmpty();
    assertThat(pull(slo).get("failure").toString()).startsWith("12 windows were left out");
    assertThat(pull(slo)).containsEntry("pulledUntil", MIDNIGHT.plus(HOUR).toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "500 oops",
        "503 {\"status\":\"error\"}",
        "401 {}",
        "302 x",
        "400 {\"status\":\"error\",\"errorType\":\"bad_data\",\"error\":\"parse error at char 5\"}",
        "422 not json",
        "200 ",
        "200 nonsense",
        "200 {\"status\":\"success\",\"data\":{\"resultType\":\"mat",
        "200 {\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[]}}",
        "200 {\"status\":\"error\",\"data\":{\"resultType\":\"matrix\",\"result\":[]}}",
        "200 {\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[{\"values\":[]},{\"values\":[]}]}}",
        "200 {\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[{\"values\":[[5,6]]}]}}",
        "200 {\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[{\"values\":[[5,\"x\"]]}]}}"
      })
  void odd_answers_store_nothing_are_told_and_asked_for_again(String answer) {
    var slo = slo();
    prometheus.status = Integer.parseInt(answer.substring(0, 3));
    prometheus.body = answer.substring(4);
    puller().pull(MIDNIGHT.plus(HOUR).plusSeconds(60));
    assertThat(windows(slo)).isEmpty();
    assertThat(pull(slo)).containsEntry("pulledUntil", MIDNIGHT.toString());
    assertThat(pull(slo).get("failedAt")).isNotNull();
    var failure = pull(slo).get("failure").toString();
    assertThat(failure).containsAnyOf("Prometheus", "series");
    Api.assertTellsNothingOfTheInside(failure);
    assertThat(failure).doesNotContain("localhost");
    prometheus.status = 200;
    prometheus.body = null;
    puller().pull(MIDNIGHT.plus(HOUR).plusSeconds(60));
    assertThat(windows(slo)).isEqualTo(fiveMinutes(12));
  }

  @Test
  void an_answer_that_breaks_off_or_has_no_end_stores_nothing() {
    var slo = slo();
    prometheus.truncated = true;
    puller().pull(MIDNIGHT.plus(HOUR));
    assertThat(pull(slo).get("failure").toString()).contains("breaks its answer off");
    prometheus.truncated = false;
    prometheus.body = " ".repeat(9 * 1024 * 1024);
    puller().pull(MIDNIGHT.plus(HOUR));
    assertThat(windows(slo)).isEmpty();
    assertThat(pull(slo)).containsEntry("pulledUntil", MIDNIGHT.toString());
  }

  @Test
  void one_slo_that_prometheus_refuses_does_not_keep_others_waiting_but_an_outage_does() {
    var first = slo();
    var second = slo();
    prometheus.status = 400;
    prometheus.body = "{}";
    puller().pull(MIDNIGHT.plus(HOUR));
    assertThat(prometheus.asked).hasSize(2);
    prometheus.status = 503;
    puller().pull(MIDNIGHT.plus(HOUR));
    assertThat(prometheus.asked).hasSize(3);
    assertThat(pull(first).get("failure")).isEqualTo(pull(second).get("failure"));
  }

  @Test
  void windows_that_somebody_pushed_stay_and_are_said() {
    var slo = slo();
    Api.with(io.trustfabric.testing.Tokens.machine("report_slos"))
        .contentType("application/json")
        .body(
            """
            {"sloId": "%s", "windowStart": "2026-01-31T00:07:00Z", "windowEnd": "2026-01-31T00:08:00Z",
             "goodEvents": 1, "totalEvents": 1}
            """
                .formatted(slo))
        .post(SLOS)
        .then()
        .statusCode(201);
    puller().pull(MIDNIGHT.plusSeconds(960));
    assertThat(windows(slo))
        .containsExactly(
            "2026-01-31T00:00:00Z/2026-01-31T00:05:00Z",
            "2026-01-31T00:07:00Z/2026-01-31T00:08:00Z",
            "2026-01-31T00:10:00Z/2026-01-31T00:15:00Z");
    assertThat(pull(slo).get("failure").toString()).startsWith("1 windows were measured already");
  }

  @Test
  void windows_of_another_length_follow_on_their_own_grid() {
    var slo = slo();
    puller().pull(MIDNIGHT.plusSeconds(360));
    puller("window", "10M").pull(MIDNIGHT.plusSeconds(660));
    assertThat(windows(slo)).hasSize(1);
    puller("window", "10M").pull(MIDNIGHT.plusSeconds(1260));
    assertThat(windows(slo))
        .containsExactly(
            "2026-01-31T00:00:00Z/2026-01-31T00:05:00Z",
            "2026-01-31T00:10:00Z/2026-01-31T00:20:00Z");
  }

  @Test
  void the_token_is_read_anew_each_time_and_told_nobody(@TempDir Path folder) throws Exception {
    var slo = slo();
    var file = folder.resolve("token");
    var puller = puller("prometheus.token-file", file.toString());
    puller.pull(MIDNIGHT.plus(HOUR));
    assertThat(pull(slo).get("failure").toString())
        .contains("token")
        .doesNotContain(folder.toString());
    Files.writeString(file, "first-token\n");
    prometheus.status = 401;
    puller.pull(MIDNIGHT.plus(HOUR));
    assertThat(pull(slo).get("failure").toString()).doesNotContain("first-token");
    Files.writeString(file, "second-token\n");
    prometheus.status = 200;
    puller.pull(MIDNIGHT.plus(HOUR));
    assertThat(prometheus.authorization).contains("Bearer first-token", "Bearer second-token");
    assertThat(windows(slo)).hasSize(11);
  }

  @Test
  void what_is_retired_or_pushed_is_not_pulled() {
    slo();
    Sql.run(
        "UPDATE slo_definitions SET lifecycle = 'retired', retired_at = now() WHERE source = 'prometheus' AND lifecycle = 'active'");
    defined("{}");
    puller().pull(MIDNIGHT.plus(HOUR));
    assertThat(prometheus.asked).isEmpty();
  }

  @Test
  void a_real_prometheus_that_is_stopped_meanwhile_is_read_without_gap_or_overlap()
      throws Exception {
    var good = new AtomicLong();
    var total = new AtomicLong();
    var target = target(good, total);
    try (var real = new PrometheusServer()) {
      real.scrape("target", "127.0.0.1:" + target.getAddress().getPort(), "/metrics");
      real.start();
      Await.until(
          "the counters are known",
          Duration.ofSeconds(30),
          () -> !real.query("total_total").isEmpty());
      var slo = define();
      count(good, total, 8);
      var puller = puller(real.uri(), "window", "4S", "settle", "2S", "prometheus.timeout", "3S");
      puller.pull(Instant.now());
      real.stop();
      puller.pull(Instant.now().plusSeconds(4));
      assertThat(pull(slo).get("failure").toString()).contains("cannot be reached");
      var before = windows(slo).size();
      assertThat(before).isPositive();
      real.start();
      // The process that counts starts anew meanwhile.
      good.set(0);
      total.set(0);
      count(good, total, 8);
      Await.until(
          "windows after the outage are pulled",
          Duration.ofSeconds(60),
          () -> {
            count(good, total, 1);
            puller.pull(Instant.now());
            return windows(slo).size() >= before + 4;
          });
      var windows = windows(slo);
      for (int i = 1; i < windows.size(); i++) {
        assertThat(windows.get(i).split("/")[0])
            .isGreaterThanOrEqualTo(windows.get(i - 1).split("/")[1]);
      }
      assertThat(all(slo).<Number>getList("items.totalEvents"))
          .allSatisfy(n -> assertThat(n.doubleValue()).isBetween(0.001, 500.0));
      var last = all(slo).<Number>getList("items.goodEvents").getLast().doubleValue();
      assertThat(last / all(slo).<Number>getList("items.totalEvents").getLast().doubleValue())
          .isBetween(0.85, 0.95);
    } finally {
      target.stop(0);
    }
  }

  /// Ten requests every tenth of a second, nine of them good.
  private static void count(AtomicLong good, AtomicLong total, int seconds) {
    for (int i = 0; i < seconds * 10; i++) {
      total.addAndGet(10);
      good.addAndGet(9);
      Await.sleep(100);
    }
  }

  private static HttpServer target(AtomicLong good, AtomicLong total) throws Exception {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/metrics",
        exchange -> {
          var text = "good_total{a=\"b\"} %d\ntotal_total %d\n".formatted(good.get(), total.get());
          var bytes = text.getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "text/plain; version=0.0.4");
          exchange.sendResponseHeaders(200, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
    return server;
  }

  private PrometheusPuller puller(String... settings) {
    return puller(prometheus.uri(), settings);
  }

  private PrometheusPuller puller(URI uri, String... settings) {
    var builder =
        new SmallRyeConfigBuilder()
            .addDiscoveredConverters()
            .withMapping(PrometheusConfig.class)
            .withMapping(PullConfig.class)
            .withDefaultValue("trust-fabric.prometheus.url", uri.toString());
    for (int i = 0; i < settings.length; i += 2) {
      var prefix =
          settings[i].startsWith("prometheus.") ? "trust-fabric." : "trust-fabric.slos.pull.";
      builder.withDefaultValue(prefix + settings[i], settings[i + 1]);
    }
    var config = builder.build();
    var connection = config.getConfigMapping(PrometheusConfig.class);
    return new PrometheusPuller(
        config.getConfigMapping(PullConfig.class),
        new PrometheusClient(
            connection.url().orElseThrow(),
            connection.timeout(),
            connection.tokenFile().orElse(null)),
        () -> true,
        pulls);
  }

  /// An SLO whose windows are pulled from a midnight of the past on.
  private static String slo() {
    var id = define();
    Sql.run(
        "INSERT INTO slo_pulls (slo_id, pulled_until) VALUES ('%s', '%s')".formatted(id, MIDNIGHT));
    return id;
  }

  private static String define() {
    return defined(
        """
        {"source": "prometheus", "goodQuery": "sum(increase(good_total{a=\\"b\\"}[{{.window}}]))",
         "totalQuery": "total_total"}
        """);
  }

  private static JsonPath all(String slo) {
    return get(SLOS + "?sloId=" + slo + "&sort=windowStart&limit=100")
        .statusCode(200)
        .extract()
        .jsonPath();
  }

  private static List<String> windows(String slo) {
    return all(slo).<Map<String, Object>>getList("items").stream()
        .map(m -> m.get("windowStart") + "/" + m.get("windowEnd"))
        .toList();
  }

  private static List<String> fiveMinutes(int count) {
    return java.util.stream.IntStream.range(0, count)
        .mapToObj(i -> MIDNIGHT.plusSeconds(300L * i) + "/" + MIDNIGHT.plusSeconds(300L * (i + 1)))
        .toList();
  }

  private static Map<String, Object> pull(String slo) {
    return get(SLO_DEFINITIONS + "/" + slo + "/status")
        .statusCode(200)
        .extract()
        .jsonPath()
        .getMap("pull");
  }
}
