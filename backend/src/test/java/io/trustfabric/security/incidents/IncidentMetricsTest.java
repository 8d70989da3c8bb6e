package io.trustfabric.security.incidents;

import static io.trustfabric.testing.Api.INCIDENTS;
import static io.trustfabric.testing.Api.as;
import static io.trustfabric.testing.Api.get;
import static io.trustfabric.testing.Api.isInvalid;
import static io.trustfabric.testing.Api.opened;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.trustfabric.testing.PostgresResource;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Figures worked out by hand: of times to resolve of 10, 20, 30, 40 and 100 minutes the mean is
/// 40, the median 30, and p90, at place 0.9 x 4 = 3.6, is 40 + 0.6 x 60 = 76.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class IncidentMetricsTest {

  /// A Monday.
  private static final Instant WEEK = Instant.parse("2025-03-03T00:00:00Z");

  private final String service = "metrics " + UUID.randomUUID();

  @BeforeEach
  void incidents() {
    incident("sev1", 0, 5, 2, 10);
    incident("sev1", 1, 5, 4, 20);
    incident("sev1", 2, null, null, 30);
    incident("sev2", 8, 15, 6, 40);
    incident("sev2", 9, null, 8, 100);
    incident("sev3", 15, null, null, null);
  }

  @Test
  void mean_median_p90_and_n_are_those_worked_out_by_hand() {
    get(metrics())
        .statusCode(200)
        .body("overall.incidents", is(6))
        .body("overall.open", is(1))
        .body("overall.timeToResolve.n", is(5))
        .body("overall.timeToResolve.mean", equalTo("PT40M"))
        .body("overall.timeToResolve.median", equalTo("PT30M"))
        .body("overall.timeToResolve.p90", equalTo("PT1H16M"))
        .body("overall.timeToDetect.n", is(3))
        .body("overall.timeToDetect.median", equalTo("PT5M"))
        .body("overall.timeToDetect.p90", equalTo("PT13M"))
        .body("overall.timeToDetect.mean", equalTo("PT8M20S"))
        .body("overall.timeToAcknowledge.n", is(4))
        .body("overall.timeToAcknowledge.median", equalTo("PT5M"))
        .body("overall.timeToMitigate.n", is(0))
        .body("overall.timeToMitigate.mean", nullValue())
        .body("overall.timeToMitigate.median", nullValue())
        .body("overall.duration.n", is(3))
        .body("overall.duration.median", equalTo("PT25M"));
  }

  @Test
  void each_severity_and_each_week_has_its_own_and_open_ones_count_as_open_never_as_zero() {
    get(metrics())
        .body("bySeverity.severity", contains("sev1", "sev2", "sev3"))
        .body("bySeverity.figures.incidents", contains(3, 2, 1))
        .body("bySeverity.figures.open", contains(0, 0, 1))
        .body("bySeverity[0].figures.timeToResolve.median", equalTo("PT20M"))
        .body("bySeverity[1].figures.timeToResolve.median", equalTo("PT1H10M"))
        .body("bySeverity[2].figures.timeToResolve.n", is(0))
        .body("bySeverity[2].figures.timeToResolve.median", nullValue())
        .body("byWeek", hasSize(4))
        .body("byWeek[0].at", equalTo("2025-03-03T00:00:00Z"))
        .body("byWeek.figures.incidents", contains(3, 2, 1, 0))
        .body("byWeek.figures.open", contains(0, 0, 1, 0))
        .body("byWeek[1].figures.timeToResolve.p90", equalTo("PT1H34M"))
        .body("byWeek[3].figures.timeToResolve.median", nullValue());
  }

  @Test
  void the_formulas_are_named() {
    get(metrics())
        .body("formulas.timeToDetect", equalTo("detectedAt - startedAt"))
        .body("formulas.timeToAcknowledge", equalTo("acknowledgedAt - detectedAt"))
        .body("formulas.timeToMitigate", equalTo("mitigatedAt - detectedAt"))
        .body("formulas.timeToResolve", equalTo("resolvedAt - detectedAt"))
        .body("formulas.duration", equalTo("resolvedAt - startedAt"));
  }

  @Test
  void they_can_be_narrowed() {
    get(metrics() + "&severity=sev1&severity=sev3").body("overall.incidents", is(4));
    get(metrics() + "&type=availability").body("overall.incidents", is(6));
    get(metrics() + "&type=data_loss").body("overall.incidents", is(0));
    get(INCIDENTS + "/metrics?from=2025-03-03T00:00:00Z&to=2025-03-04T00:00:00Z&service=" + service)
        .body("overall.incidents", is(1))
        .body("byWeek", hasSize(1));
    get(INCIDENTS + "/metrics").statusCode(200).body("byWeek", hasSize(14));
  }

  @Test
  void bad_parameters_are_named() {
    isInvalid(get(INCIDENTS + "/metrics?from=x&to=y"), "?to", "?from");
    isInvalid(
        get(INCIDENTS + "/metrics?from=2020-01-01T00:00:00Z&to=2026-01-01T00:00:00Z"), "?from");
    isInvalid(get(INCIDENTS + "/metrics?severity=bad&type=bad"), "?severity", "?type");
  }

  private String metrics() {
    return INCIDENTS
        + "/metrics?from=2025-03-03T00:00:00Z&to=2025-03-31T00:00:00Z&service="
        + service;
  }

  /// @param day days after the Monday on which it was detected, at noon
  /// @param lead minutes from start to detection
  private void incident(
      String severity, int day, Integer lead, Integer acknowledged, Integer resolved) {
    var detected = WEEK.plus(Duration.ofDays(day)).plus(Duration.ofHours(12));
    var started =
        lead == null
            ? ""
            : ", \"startedAt\": \"%s\"".formatted(detected.minus(Duration.ofMinutes(lead)));
    var id =
        opened(
            "{\"severity\": \"%s\", \"service\": \"%s\", \"detectedAt\": \"%s\"%s}"
                .formatted(severity, service, detected, started));
    move(id, "acknowledged", detected, acknowledged);
    move(id, "resolved", detected, resolved);
  }

  private static void move(String id, String status, Instant detected, Integer minutes) {
    if (minutes != null) {
      as("security")
          .contentType(ContentType.JSON)
          .body(
              "{\"status\": \"%s\", \"at\": \"%s\"}"
                  .formatted(status, detected.plus(Duration.ofMinutes(minutes))))
          .patch(INCIDENTS + "/" + id + "/status")
          .then()
          .statusCode(200);
    }
  }
}
