package io.trustfabric.monitoring.slos;

import static io.trustfabric.monitoring.slos.Measured.batch;
import static io.trustfabric.monitoring.slos.Measured.decimal;
import static io.trustfabric.monitoring.slos.Measured.hour;
import static io.trustfabric.monitoring.slos.Measured.minute;
import static io.trustfabric.monitoring.slos.Measured.status;
import static io.trustfabric.monitoring.slos.Measured.steady;
import static io.trustfabric.testing.Api.SLO_DEFINITIONS;
import static io.trustfabric.testing.Api.as;
import static io.trustfabric.testing.Api.defined;
import static io.trustfabric.testing.Api.engineer;
import static io.trustfabric.testing.Api.get;
import static io.trustfabric.testing.Api.isInvalid;
import static io.trustfabric.testing.Api.isProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.trustfabric.record.Approvals;
import io.trustfabric.testing.PostgresResource;
import io.trustfabric.testing.Sql;
import io.trustfabric.testing.Together;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class SloExclusionTest {

  private final Instant end = hour();

  @Inject SloAlertWatch watch;
  @Inject Approvals approvals;

  @Test
  void maintenance_is_left_out_once_a_second_person_agreed_and_never_before() {
    var id = broken();
    remaining(id, "-1", "-1");
    var approval =
        ask(id, end.minus(Duration.ofDays(1)), end)
            .statusCode(202)
            .body("action", equalTo("slo_exclusion.approve"))
            .body("status", equalTo("pending"))
            .body("payload.sloId", equalTo(id))
            .body("payload.startsAt", equalTo(end.minus(Duration.ofDays(1)).toString()))
            .extract()
            .<String>path("id");
    remaining(id, "-1", "-1");
    exclusions(id).body("items.status", equalTo(List.of("requested")));
    isProblem(decide("engineer", approval, "approved"), 403, "forbidden");
    decide("compliance", approval, "approved").statusCode(200);
    remaining(id, "1", "-1");
    exclusions(id).body("items.status", equalTo(List.of("approved")));
    get(SLO_DEFINITIONS + "/" + id)
        .body("standing.status", equalTo("on_track"))
        .body("standing.withoutExclusions.status", equalTo("breached"));
    get(SLO_DEFINITIONS + "/" + id + "/status")
        .body("exclusions.reason", equalTo(List.of("a database upgrade")));
  }

  @Test
  void nobody_approves_what_they_asked_for() {
    var id = broken();
    var approval =
        as("admin")
            .contentType("application/json")
            .body(exclusion(end.minus(Duration.ofDays(1)), end))
            .post(path(id))
            .then()
            .statusCode(202)
            .extract()
            .<String>path("id");
    isProblem(decide("admin", approval, "approved"), 403, "forbidden");
    remaining(id, "-1", "-1");
  }

  @Test
  void a_window_that_lies_partly_in_maintenance_counts_pro_rata() {
    var id = defined("{\"period\": \"P7D\", \"target\": 0.5}");
    batch(
        List.of(
            Measured.counts(
                id, end.minus(Duration.ofDays(7)), end.minus(Duration.ofDays(1)), 600, 600),
            Measured.counts(id, end.minus(Duration.ofDays(1)), end, 0, 400)));
    approve(ask(id, end.minus(Duration.ofHours(12)), end.plus(Duration.ofHours(12))));
    // 600 good of 800: half of the bad day is left out
    assertThat(decimal(status(id, end), "standing.figures.sli")).isEqualByComparingTo("0.75");
    assertThat(decimal(status(id, end), "standing.withoutExclusions.sli"))
        .isEqualByComparingTo("0.6");
  }

  @Test
  void what_was_rejected_counts_and_can_be_asked_for_again() {
    var id = broken();
    var approval = ask(id, end.minus(Duration.ofDays(1)), end).extract().<String>path("id");
    decide("compliance", approval, "rejected").statusCode(200);
    exclusions(id).body("items.status", equalTo(List.of("rejected")));
    remaining(id, "-1", "-1");
    approve(ask(id, end.minus(Duration.ofDays(1)), end));
    remaining(id, "1", "-1");
  }

  @Test
  void what_nobody_decided_in_time_counts_and_can_be_asked_for_again() {
    var id = broken();
    var approval = ask(id, end.minus(Duration.ofDays(1)), end).extract().<String>path("id");
    Sql.run(
        "UPDATE approvals SET expires_at = now() - interval '1 s' WHERE id = '%s'"
            .formatted(approval));
    approvals.expireOverdue();
    exclusions(id).body("items.status", equalTo(List.of("expired")));
    ask(id, end.minus(Duration.ofDays(1)), end).statusCode(202);
  }

  @Test
  void what_was_approved_can_be_revoked_with_a_reason() {
    var id = broken();
    approve(ask(id, end.minus(Duration.ofDays(1)), end));
    var exclusion = exclusions(id).extract().<String>path("items[0].id");
    isInvalid(move(id, exclusion, "{\"status\": \"revoked\"}", null), "/reason");
    isProblem(
        move(id, exclusion, "{\"status\": \"requested\", \"reason\": \"x\"}", null),
        409,
        "forbidden-transition");
    isProblem(
        move(id, exclusion, "{\"status\": \"revoked\", \"reason\": \"x\"}", "\"0\""),
        412,
        "stale-version");
    isProblem(
        move(
            UUID.randomUUID().toString(),
            exclusion,
            "{\"status\": \"revoked\", \"reason\": \"x\"}",
            null),
        404,
        "not-found");
    move(id, exclusion, "{\"status\": \"revoked\", \"reason\": \"it was no maintenance\"}", "\"1\"")
        .statusCode(200)
        .header("ETag", "\"2\"")
        .body("status", equalTo("revoked"))
        .body("nextStatuses", equalTo(List.of()));
    remaining(id, "-1", "-1");
    isProblem(
        move(id, exclusion, "{\"status\": \"revoked\", \"reason\": \"x\"}", null),
        409,
        "forbidden-transition");
    get("/api/audit/records/slo_exclusion/" + exclusion)
        .body(
            "items.action",
            equalTo(
                List.of(
                    "slo_exclusion.status_changed",
                    "slo_exclusion.status_changed",
                    "slo_exclusion.created")));
    ask(id, end.minus(Duration.ofDays(1)), end).statusCode(202);
  }

  @Test
  void exclusions_do_not_overlap_whether_approved_or_waiting() {
    var id = broken();
    var from = end.minus(Duration.ofDays(1));
    approve(ask(id, from, end));
    isProblem(ask(id, end.minusSeconds(1), end.plusSeconds(60)), 409, "conflict")
        .body("detail", containsString("which is approved"));
    ask(id, end, end.plusSeconds(60)).statusCode(202);
    isProblem(ask(id, end.plusSeconds(30), end.plusSeconds(90)), 409, "conflict")
        .body("detail", containsString("which is requested"));
    ask(broken(), from, end).statusCode(202);
    assertThatThrownBy(
            () ->
                Sql.run(
                    "UPDATE slo_exclusions SET ends_at = ends_at + interval '1 s', status = 'approved' WHERE slo_id = '%s'"
                        .formatted(id)))
        .hasMessageContaining("slo_exclusions_apart");
  }

  @Test
  void of_many_that_overlap_at_once_one_is_asked_for() {
    var id = broken();
    var statuses =
        Together.run(6, i -> ask(id, end.minusSeconds(60 + i), end).extract().statusCode());
    assertThat(statuses).containsOnlyOnce(202).containsOnly(202, 409);
  }

  @Test
  void an_exclusion_is_a_stretch_of_time_with_a_reason() {
    var id = broken();
    isInvalid(ask(id, end, end), "/endsAt");
    isInvalid(ask(id, end, end.minusSeconds(1)), "/endsAt");
    isInvalid(ask(id, end, end.plus(Duration.ofDays(31)).plusSeconds(1)), "/endsAt");
    isInvalid(ask(id, Instant.parse("1999-12-31T00:00:00Z"), end), "/startsAt", "/endsAt");
    isInvalid(engineer(path(id), "{\"reason\": \" \"}"), "/startsAt", "/endsAt", "/reason");
    isProblem(ask(UUID.randomUUID().toString(), end, end.plusSeconds(1)), 404, "not-found");
    exclusions(id).body("items.size()", equalTo(0));
  }

  @Test
  void alerts_do_not_count_what_is_left_out() {
    var id = defined("{}");
    var now = minute();
    batch(steady(id, now.minus(Duration.ofMinutes(30)), now, Duration.ofMinutes(1), 90, 100));
    batch(
        steady(
            id,
            now.minus(Duration.ofMinutes(90)),
            now.minus(Duration.ofMinutes(30)),
            Duration.ofMinutes(1),
            100,
            100));
    get(SLO_DEFINITIONS + "/" + id + "/alerts").body("pairs[0].firing", equalTo(true));
    approve(ask(id, now.minus(Duration.ofMinutes(30)), now.plus(Duration.ofMinutes(30))));
    watch.look();
    get(SLO_DEFINITIONS + "/" + id + "/alerts")
        .body("pairs.firing.any()", equalTo(false))
        .body("episodes.endedAt.findAll { it == null }.size()", equalTo(0));
  }

  /// An SLO that was good for six days and is bad since: twice its budget of 1 in 14 is used.
  private String broken() {
    var id = defined("{\"period\": \"P7D\", \"target\": 0.9}");
    batch(
        List.of(
            Measured.counts(
                id, end.minus(Duration.ofDays(7)), end.minus(Duration.ofDays(1)), 800, 800),
            Measured.counts(id, end.minus(Duration.ofDays(1)), end, 0, 200)));
    return id;
  }

  private void remaining(String id, String counted, String all) {
    var standing = status(id, end);
    assertThat(decimal(standing, "standing.figures.remaining"))
        .isEqualByComparingTo(new BigDecimal(counted));
    assertThat(decimal(standing, "standing.withoutExclusions.remaining"))
        .isEqualByComparingTo(new BigDecimal(all));
  }

  private static ValidatableResponse ask(String id, Instant from, Instant to) {
    return engineer(path(id), exclusion(from, to));
  }

  private static String path(String id) {
    return SLO_DEFINITIONS + "/" + id + "/exclusions";
  }

  private static String exclusion(Instant from, Instant to) {
    return "{\"startsAt\": \"%s\", \"endsAt\": \"%s\", \"reason\": \"a database upgrade\"}"
        .formatted(from, to);
  }

  private static void approve(ValidatableResponse asked) {
    decide("compliance", asked.statusCode(202).extract().path("id"), "approved").statusCode(200);
  }

  private static ValidatableResponse decide(String role, String approval, String decision) {
    return as(role)
        .contentType("application/json")
        .body("{\"decision\": \"%s\", \"reason\": \"as planned\"}".formatted(decision))
        .post("/api/approvals/" + approval + "/decision")
        .then();
  }

  private static ValidatableResponse move(
      String id, String exclusion, String body, String ifMatch) {
    var request = as("engineer").contentType("application/json").body(body);
    if (ifMatch != null) {
      request.header("If-Match", ifMatch);
    }
    return request.patch(path(id) + "/" + exclusion + "/status").then();
  }

  private static ValidatableResponse exclusions(String id) {
    return get(path(id)).statusCode(200);
  }
}
