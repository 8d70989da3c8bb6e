package io.trustfabric.compliance.drafts;

import static io.trustfabric.compliance.drafts.Drafted.catchUp;
import static io.trustfabric.compliance.drafts.Drafted.evidence;
import static io.trustfabric.compliance.drafts.Drafted.of;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.trustfabric.ledger.Consumers;
import io.trustfabric.testing.Api;
import io.trustfabric.testing.PostgresResource;
import io.trustfabric.testing.Sql;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

/// What was tested, and what was watched.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class TestedDraftsTest {

  private static final String CHECKS =
      """
      {"usableAt": "2026-02-01T03:12:34Z", "completedAt": "2026-02-01T03:20:00Z", "checks": {
        "recoveryTarget": {"wanted": "2026-02-01T02:30:00Z", "lastCommitAt": "2026-02-01T02:29:58Z",
          "stoppedBeforeCommitAt": "2026-02-01T02:30:02Z"},
        "canaryBefore": {"key": "before", "committedAt": "2026-02-01T02:29:58Z", "rows": 1},
        "canaryAfter": {"key": "after", "committedAt": "2026-02-01T02:30:02Z", "rows": 0},
        "ledger": {"lastPosition": 4711, "expectedSha256": "%1$s", "restoredSha256": "%1$s"},
        "records": {"checked": 1200, "differing": %2$d}}}
      """;

  private static final String ENDED =
      """
      {"faultInjectedAt": "2026-01-31T10:01:00Z", "faultClearedAt": "2026-01-31T10:03:00Z",
       "recoveredAt": "2026-01-31T10:03:12Z", "errorRateBefore": 0.001, "errorRateDuring": %s, "errorRateAfter": 0.002,
       "measurements": [{"probe": "state", "phase": "before", "text": "up"},
         {"probe": "state", "phase": "after", "at": "2026-01-31T10:04:00Z", "text": "up"}],
       "activities": [{"name": "cut the line", "role": "method", "end": "succeeded"},
         {"name": "mend the line", "role": "rollback", "end": "succeeded"}],
       "completedAt": "2026-01-31T10:05:00Z"}
      """;

  @Inject Consumers consumers;

  @Test
  void a_verified_restore_is_drafted_and_one_that_differs_is_not() {
    var verified = restored(0, "passed");
    var differing = restored(1, "failed");
    catchUp(consumers);
    evidence("restore-verified", verified)
        .body("evidenceType", equalTo("test_result"))
        .body("controlId", equalTo("A1.3"))
        .body("controls.controlId", contains("A.8.13"))
        .body("links.recordId", hasItem(verified));
    assertThat(of("restore-verified", differing)).isNull();
  }

  @Test
  void an_experiment_that_passed_is_drafted_and_one_that_failed_is_not() {
    var passed = experimented("0.1", "passed");
    var failed = experimented("0.9", "failed");
    catchUp(consumers);
    evidence("chaos-passed", passed)
        .body("evidenceType", equalTo("test_result"))
        .body("controlId", equalTo("A1.2"))
        .body("controls", empty())
        .body("links.recordId", hasItem(passed));
    assertThat(of("chaos-passed", failed)).isNull();
  }

  @Test
  void an_alert_about_a_service_level_is_drafted() {
    var slo = Api.defined("{\"service\": \"drafts\"}");
    var to = Instant.now().truncatedTo(ChronoUnit.MINUTES);
    Api.engineer(
            Api.SLOS,
            """
            {"sloId": "%s", "windowStart": "%s", "windowEnd": "%s", "goodEvents": 0, "totalEvents": 100}
            """
                .formatted(slo, to.minus(1, ChronoUnit.HOURS), to))
        .statusCode(201);
    catchUp(consumers);
    var alert = Sql.one("SELECT id FROM slo_alerts WHERE slo_id = ?::uuid LIMIT 1", slo);
    evidence("service-levels-watched", alert)
        .body("controlId", equalTo("A1.1"))
        .body("links.recordId", hasItem(alert));
  }

  private static String restored(int differing, String outcome) {
    var id = Api.begunRestore(Api.completedBackup("{}"));
    Api.backups(
            "PATCH",
            Api.RESTORES + "/" + id + "/complete",
            CHECKS.formatted("ab".repeat(32), differing))
        .statusCode(200)
        .body("verified", equalTo(outcome));
    return id;
  }

  private static String experimented(String errorRate, String outcome) {
    var id = Api.experiment("{}");
    Api.as("engineer")
        .contentType("application/json")
        .body(ENDED.formatted(errorRate))
        .patch(Api.CHAOS + "/" + id + "/complete")
        .then()
        .statusCode(200)
        .body("outcome", equalTo(outcome));
    return id;
  }
}
