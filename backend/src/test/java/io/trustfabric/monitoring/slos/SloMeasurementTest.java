package io.trustfabric.monitoring.slos;

import static io.trustfabric.monitoring.slos.Measured.batch;
import static io.trustfabric.monitoring.slos.Measured.counts;
import static io.trustfabric.monitoring.slos.Measured.decimal;
import static io.trustfabric.monitoring.slos.Measured.exact;
import static io.trustfabric.monitoring.slos.Measured.hour;
import static io.trustfabric.monitoring.slos.Measured.minute;
import static io.trustfabric.monitoring.slos.Measured.ratio;
import static io.trustfabric.monitoring.slos.Measured.report;
import static io.trustfabric.monitoring.slos.Measured.steady;
import static io.trustfabric.testing.Api.SLOS;
import static io.trustfabric.testing.Api.SLO_DEFINITIONS;
import static io.trustfabric.testing.Api.as;
import static io.trustfabric.testing.Api.defined;
import static io.trustfabric.testing.Api.errors;
import static io.trustfabric.testing.Api.get;
import static io.trustfabric.testing.Api.isInvalid;
import static io.trustfabric.testing.Api.isProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.trustfabric.testing.PostgresResource;
import io.trustfabric.testing.Sql;
import io.trustfabric.testing.Together;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class SloMeasurementTest {

  private static final Instant START = hour().minus(Duration.ofDays(20));

  @Test
  void a_measurement_is_kept_with_the_figures_of_its_arrival() {
    var id = defined("{}");
    var start = hour().minus(Duration.ofDays(30));
    var end = start.plus(Duration.ofDays(30));
    var made =
        report(counts(id, start, end, 9995, 10000))
            .statusCode(201)
            .body("sloId", equalTo(id))
            .body("service", equalTo("filing"))
            .body("sloType", equalTo("availability"))
            .body("measuredBy", equalTo("events"))
            .body("measuredRatio", nullValue());
    var kept = exact(get(SLOS + "/" + made.extract().<String>path("id")).statusCode(200));
    assertThat(decimal(kept, "target")).isEqualByComparingTo("0.999");
    assertThat(decimal(kept, "asRecorded.sli")).isEqualByComparingTo("0.9995");
    assertThat(decimal(kept, "asRecorded.burnRate")).isEqualByComparingTo("0.5");
    assertThat(decimal(kept, "asRecorded.errorBudget")).isEqualByComparingTo("0.5");
    assertThat(kept.getString("asRecorded.status")).isEqualTo("on_track");
    get(SLO_DEFINITIONS + "/" + id).body("measuredBy", equalTo("events"));
  }

  @Test
  void what_was_recorded_stays_when_more_comes_in() {
    var id = defined("{}");
    var first =
        report(counts(id, START, START.plusSeconds(3600), 0, 10))
            .body("asRecorded.status", equalTo("breached"))
            .extract()
            .<String>path("id");
    batch(steady(id, START.plusSeconds(3600), hour(), Duration.ofHours(1), 100_000, 100_000))
        .statusCode(201);
    get(SLOS + "/" + first).body("asRecorded.status", equalTo("breached"));
    assertThat(Measured.status(id, hour()).getString("standing.status")).isEqualTo("on_track");
  }

  @Test
  void an_unknown_slo_is_defined_by_its_first_measurement() {
    var name = UUID.randomUUID().toString();
    var id =
        report(
                inline(
                    name,
                    START,
                    "\"sloType\": \"latency\", \"target\": 0.95, \"thresholdMs\": 300"))
            .statusCode(201)
            .extract()
            .<String>path("sloId");
    get(SLO_DEFINITIONS + "/" + id)
        .statusCode(200)
        .body("name", equalTo(name))
        .body("target", equalTo(0.95f))
        .body("period", equalTo("P30D"))
        .body("owner", equalTo("service-account-report_slos"))
        .body("version", equalTo(0));
    get("/api/audit/records/slo_definition/" + id)
        .body("items.action", equalTo(List.of("slo_definition.created")));
    report(inline(name, START.plusSeconds(60), "\"target\": 0.95"))
        .statusCode(201)
        .body("sloId", equalTo(id));
    report(inline(name, START.plusSeconds(120), "\"owner\": \"x\""))
        .statusCode(201)
        .body("sloId", equalTo(id));
  }

  @Test
  void what_an_unknown_slo_needs_is_asked_for() {
    isInvalid(
        report(inline(UUID.randomUUID().toString(), START, "\"owner\": \"x\"")),
        "/sloType",
        "/target");
    isInvalid(
        report(
            inline(
                UUID.randomUUID().toString(),
                START,
                "\"sloType\": \"availability\", \"target\": 0.9, \"thresholdMs\": 5, \"timeZone\": \"x\"")),
        "/thresholdMs",
        "/timeZone");
    isInvalid(
        report(counts(UUID.randomUUID().toString(), START, START.plusSeconds(60), 1, 1)), "/sloId");
    isInvalid(
        report(counts("", START, START.plusSeconds(60), 1, 1).replace("\"sloId\": \"\",", "")),
        "/sloId");
  }

  @Test
  void many_who_measure_an_unknown_slo_at_once_define_it_once() {
    var name = UUID.randomUUID().toString();
    var ids =
        Together.run(
            6,
            i ->
                report(
                        inline(
                            name,
                            START.plusSeconds(60L * i),
                            "\"sloType\": \"freshness\", \"target\": 0.9"))
                    .statusCode(201)
                    .extract()
                    .<String>path("sloId"));
    assertThat(ids.stream().distinct()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"target\": 0.99 | /target",
        "\"sloType\": \"latency\" | /sloType",
        "\"period\": \"P7D\" | /period",
        "\"timeZone\": \"Europe/Paris\" | /timeZone",
        "\"thresholdMs\": 3 | /thresholdMs",
        "\"service\": \"payments\" | /service",
        "\"sloName\": \"x\" | /sloName"
      })
  void fields_that_contradict_the_definition_are_refused(String field, String pointer) {
    var id = defined("{}");
    isInvalid(
        report(
            counts(id, START, START.plusSeconds(60), 1, 1).replaceFirst("\\{", "{" + field + ",")),
        pointer);
    get(SLO_DEFINITIONS + "/" + id).body("measuredBy", nullValue());
  }

  @Test
  void counts_and_ratios_never_mix_in_one_slo() {
    var counted = defined("{}");
    report(counts(counted, START, START.plusSeconds(60), 1, 1)).statusCode(201);
    isInvalid(
        report(ratio(counted, START.plusSeconds(60), START.plusSeconds(120), 1)), "/measuredRatio");
    var measured = defined("{}");
    report(ratio(measured, START, START.plusSeconds(60), 0.5)).statusCode(201);
    isInvalid(
        report(counts(measured, START.plusSeconds(60), START.plusSeconds(120), 1, 1)),
        "/goodEvents");
    var neither = defined("{}");
    isInvalid(
        batch(
            List.of(
                counts(neither, START, START.plusSeconds(60), 1, 1),
                ratio(neither, START.plusSeconds(60), START.plusSeconds(120), 1))),
        "/1/measuredRatio");
    isInvalid(
        report(
            ratio(neither, START, START.plusSeconds(60), 1)
                .replaceFirst("\\{", "{\"goodEvents\": 1, \"totalEvents\": 1,")),
        "/measuredRatio");
  }

  @Test
  void the_first_of_two_ways_at_once_decides() {
    var id = defined("{}");
    var statuses =
        Together.run(
            4,
            i -> {
              var start = START.plusSeconds(60L * i);
              var end = start.plusSeconds(60);
              return report(i % 2 == 0 ? counts(id, start, end, 1, 1) : ratio(id, start, end, 1))
                  .extract()
                  .statusCode();
            });
    assertThat(statuses).containsOnly(201, 400);
    assertThat(
            Sql.number(
                "SELECT count(DISTINCT measured_by) FROM slo_tracking WHERE slo_id = ?::uuid", id))
        .isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1, 201",
    "0, 0, 201",
    "0.25, 0.75, 201",
    "1.000001, 1, 201",
    "1.0000011, 1, 400",
    "2, 1, 400",
    "-1, 1, 400",
    "0, -1, 400",
    "1e16, 1e16, 400"
  })
  void good_is_at_most_total_but_for_noise(String good, String total, int status) {
    var answer = report(counts(defined("{}"), START, START.plusSeconds(60), good, total));
    answer.statusCode(status);
    if (status == 201) {
      var kept = exact(answer);
      assertThat(decimal(kept, "goodEvents")).isLessThanOrEqualTo(decimal(kept, "totalEvents"));
    }
  }

  @Test
  void nothing_that_happened_is_no_hundred_percent() {
    var id = defined("{}");
    report(counts(id, START, START.plusSeconds(60), 0, 0))
        .statusCode(201)
        .body("asRecorded.sli", nullValue())
        .body("asRecorded.burnRate", nullValue())
        .body("asRecorded.errorBudget", nullValue())
        .body("asRecorded.status", equalTo("no_data"));
    get(SLO_DEFINITIONS + "/" + id).body("standing.status", equalTo("no_data"));
  }

  @Test
  void windows_are_of_the_past_and_of_some_length() {
    var id = defined("{\"period\": \"P7D\"}");
    var now = minute();
    isInvalid(report(counts(id, now, now.plusSeconds(600), 1, 1)), "/windowEnd");
    isInvalid(report(counts(id, START, START, 1, 1)), "/windowEnd");
    isInvalid(report(counts(id, START, START.minusSeconds(60), 1, 1)), "/windowEnd");
    isInvalid(report(counts(id, START, START.plusMillis(999), 1, 1)), "/windowEnd");
    isInvalid(
        report(counts(id, START, START.plus(Duration.ofDays(7)).plusSeconds(1), 1, 1)),
        "/windowEnd");
    isInvalid(
        report(counts(id, Instant.parse("1999-12-31T23:59:59Z"), START, 1, 1)), "/windowStart");
    report(counts(id, START, START.plus(Duration.ofDays(7)), 1, 1)).statusCode(201);
    report(counts(id, START.minusSeconds(1), START, 1, 1)).statusCode(201);
    report(counts(id, now.minusSeconds(60), now.plusSeconds(60), 1, 1)).statusCode(201);
  }

  @Test
  void every_fault_of_a_measurement_is_named_at_once() {
    isInvalid(
        report("{\"windowStart\": \"%s\", \"windowEnd\": \"%s\"}".formatted(START, START)),
        "/sloId",
        "/windowEnd",
        "/goodEvents",
        "/totalEvents");
  }

  @ParameterizedTest
  @CsvSource({"0, 60", "30, 90", "-30, 30", "-30, 90", "10, 20", "59, 60"})
  void windows_that_overlap_are_refused_by_name(long from, long to) {
    var id = defined("{}");
    report(counts(id, START, START.plusSeconds(60), 1, 1)).statusCode(201);
    var refused = report(counts(id, START.plusSeconds(from), START.plusSeconds(to), 1, 1));
    isProblem(refused, 409, "conflict")
        .body("detail", containsString("overlaps " + START + " to " + START.plusSeconds(60)));
  }

  @Test
  void windows_that_touch_or_are_of_another_slo_do_not_overlap() {
    var id = defined("{}");
    report(counts(id, START, START.plusSeconds(60), 1, 1)).statusCode(201);
    report(counts(id, START.plusSeconds(60), START.plusSeconds(120), 1, 1)).statusCode(201);
    report(counts(id, START.minusSeconds(60), START, 1, 1)).statusCode(201);
    report(counts(defined("{}"), START, START.plusSeconds(60), 1, 1)).statusCode(201);
  }

  @Test
  void of_many_at_once_that_overlap_one_is_taken() {
    var id = defined("{}");
    var statuses =
        Together.run(
            8,
            i ->
                report(counts(id, START.plusSeconds(i), START.plusSeconds(60 + i), 1, 1))
                    .extract()
                    .statusCode());
    assertThat(statuses).containsOnlyOnce(201).containsOnly(201, 409);
  }

  @Test
  void the_database_keeps_windows_apart_whoever_writes() {
    var id = defined("{}");
    report(counts(id, START, START.plusSeconds(60), 1, 1)).statusCode(201);
    var copy =
        """
        INSERT INTO slo_tracking (id, version, created_at, created_by_issuer, created_by_subject, updated_at,
          updated_by_issuer, updated_by_subject, metadata, personal_salt, slo_id, service, slo_name, slo_type, target,
          window_start, window_end, measured_by, good_events, total_events, recorded_status)
        SELECT gen_random_uuid(), version, created_at, created_by_issuer, created_by_subject, updated_at,
          updated_by_issuer, updated_by_subject, metadata, personal_salt, slo_id, service, slo_name, slo_type, target,
          window_start + interval '%s', window_end + interval '%s', %s, recorded_status
        FROM slo_tracking WHERE slo_id = '%s'
        """;
    assertThatThrownBy(() -> Sql.run(copy.formatted("1 s", "1 s", "measured_by, 1, 1", id)))
        .hasMessageContaining("slo_tracking_windows_apart");
    assertThatThrownBy(() -> Sql.run(copy.formatted("1 h", "1 h", "'ratio', NULL, NULL", id)))
        .hasMessageContaining("violates");
    assertThatThrownBy(() -> Sql.run(copy.formatted("1 h", "1 h", "measured_by, 2, 1", id)))
        .hasMessageContaining("violates check");
    assertThatThrownBy(() -> Sql.run("UPDATE slo_tracking SET good_events = 0"))
        .hasMessageContaining("never changes");
    assertThatThrownBy(() -> Sql.run("DELETE FROM slo_tracking"))
        .hasMessageContaining("never changes");
  }

  @Test
  void ten_thousand_are_taken_with_one_line() {
    var id = defined("{}");
    var from = START.minus(Duration.ofMinutes(10_000));
    var answer = batch(steady(id, from, START, Duration.ofMinutes(1), 99, 100)).statusCode(201);
    assertThat(answer.extract().<Integer>path("received")).isEqualTo(10_000);
    assertThat(answer.extract().<List<String>>path("sloIds")).containsExactly(id);
    List<String> ids = answer.extract().path("ids");
    assertThat(ids).hasSize(10_000).doesNotHaveDuplicates();
    get("/api/audit/records/slo_measurement/" + ids.get(77))
        .statusCode(200)
        .body("items[0].action", equalTo("slo_measurement.batch_created"));
    assertThat(Sql.number("SELECT sum(measurements) FROM slo_hours WHERE slo_id = ?::uuid", id))
        .isEqualTo(10_000);
    var more = new ArrayList<>(steady(id, from, START, Duration.ofMinutes(1), 1, 1));
    more.add(more.getFirst());
    isProblem(batch(more), 413, "too-large");
  }

  @Test
  void a_batch_with_one_fault_changes_nothing() {
    var id = defined("{}");
    var sound = steady(id, START, START.plusSeconds(600), Duration.ofMinutes(1), 1, 1);
    var name = UUID.randomUUID().toString();
    var bodies = new ArrayList<>(sound);
    bodies.add(inline(name, START, "\"sloType\": \"latency\", \"target\": 0.9"));
    bodies.add(counts(id, START.plusSeconds(700), START.plusSeconds(800), 3, 1));
    isInvalid(batch(bodies), "/11/goodEvents");
    bodies.set(11, counts(id, START.plusSeconds(590), START.plusSeconds(700), 1, 1));
    var refused = batch(bodies);
    isInvalid(refused, "/11/windowStart");
    assertThat(errors(refused)).containsEntry("/11/windowStart", "overlaps the window of /9");
    report(counts(id, START.plusSeconds(590), START.plusSeconds(700), 1, 1)).statusCode(201);
    bodies.removeLast();
    isProblem(batch(bodies), 409, "conflict");
    get(SLO_DEFINITIONS + "?name=" + name).body("items.size()", equalTo(0));
    assertThat(Sql.number("SELECT count(*) FROM slo_tracking WHERE slo_id = ?::uuid", id))
        .isEqualTo(1);
  }

  @Test
  void a_long_window_of_a_batch_overlaps_all_that_it_covers() {
    var id = defined("{}");
    isInvalid(
        batch(
            List.of(
                counts(id, START.plusSeconds(60), START.plusSeconds(120), 1, 1),
                counts(id, START, START.plusSeconds(600), 1, 1),
                counts(id, START.plusSeconds(540), START.plusSeconds(600), 1, 1))),
        "/1/windowStart",
        "/2/windowStart");
  }

  @Test
  void a_batch_may_be_about_many_slos_new_ones_too() {
    var known = defined("{}");
    var name = UUID.randomUUID().toString();
    var answer =
        batch(
                List.of(
                    counts(known, START, START.plusSeconds(60), 1, 2),
                    inline(name, START, "\"sloType\": \"latency\", \"target\": 0.9"),
                    inline(name, START.plusSeconds(60), "\"metadata\": {\"a\": 1}")))
            .statusCode(201);
    assertThat(answer.extract().<List<String>>path("sloIds")).hasSize(2).contains(known);
    get(SLOS + "?sloName=" + name).body("items.size()", equalTo(2));
  }

  @Test
  void lists_are_narrowed() {
    var id = defined("{}");
    batch(steady(id, START, START.plusSeconds(300), Duration.ofMinutes(1), 1, 1)).statusCode(201);
    get(SLOS + "?sloId=" + id).body("page.total", equalTo(5));
    get(SLOS
            + "?sloId="
            + id
            + "&windowFrom="
            + START.plusSeconds(60)
            + "&windowTo="
            + START.plusSeconds(180))
        .body(
            "items.windowStart",
            equalTo(List.of(START.plusSeconds(120).toString(), START.plusSeconds(60).toString())));
    get(SLOS + "?sloId=" + id + "&recordedStatus=on_track&type=availability")
        .body("page.total", equalTo(5));
    get(SLOS + "?sloId=" + id + "&recordedStatus=breached").body("page.total", equalTo(0));
    isInvalid(get(SLOS + "?type=x&recordedStatus=y&sloId=z"), "?type", "?recordedStatus", "?sloId");
  }

  @Test
  void only_reporters_engineers_and_admins_measure() {
    for (var role : List.of("viewer", "auditor", "security", "compliance")) {
      isProblem(
          as(role).contentType("application/json").body("{}").post(SLOS).then(), 403, "forbidden");
    }
  }

  private static String inline(String name, Instant start, String fields) {
    return """
        {"service": "filing", "sloName": "%s", "windowStart": "%s", "windowEnd": "%s",
         "goodEvents": 1, "totalEvents": 1, %s}
        """
        .formatted(name, start, start.plusSeconds(60), fields);
  }
}
