package io.trustfabric.backup.watch;

import static io.trustfabric.testing.Api.BACKUPS;
import static io.trustfabric.testing.Api.BACKUP_POLICIES;
import static io.trustfabric.testing.Api.EVENTS;
import static io.trustfabric.testing.Api.RESTORES;
import static io.trustfabric.testing.Api.as;
import static io.trustfabric.testing.Api.backupPolicy;
import static io.trustfabric.testing.Api.backups;
import static io.trustfabric.testing.Api.begunBackup;
import static io.trustfabric.testing.Api.begunRestore;
import static io.trustfabric.testing.Api.completedBackup;
import static io.trustfabric.testing.Api.completion;
import static io.trustfabric.testing.Api.engineer;
import static io.trustfabric.testing.Api.get;
import static io.trustfabric.testing.Api.isInvalid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.trustfabric.testing.PostgresResource;
import io.trustfabric.testing.Sql;
import io.trustfabric.testing.Together;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class BackupWatchTest {

  private static final String PASSED =
      """
      {"usableAt": "2026-02-01T03:12:34Z", "completedAt": "2026-02-01T03:20:00Z",
       "lostAt": "2026-02-01T02:32:00Z", "newestRecoverableAt": "2026-02-01T02:30:00Z", "checks": {
         "recoveryTarget": {"wanted": "2026-02-01T02:30:00Z", "lastCommitAt": "2026-02-01T02:30:00Z",
           "stoppedBeforeCommitAt": "2026-02-01T02:30:02Z"},
         "canaryBefore": {"key": "a", "committedAt": "2026-02-01T02:30:00Z", "rows": 1},
         "canaryAfter": {"key": "b", "committedAt": "2026-02-01T02:30:02Z", "rows": 0},
         "ledger": {"lastPosition": 1, "expectedSha256": "%1$s", "restoredSha256": "%1$s"},
         "records": {"checked": 2, "differing": 0}}}
      """
          .formatted("ab".repeat(32));

  @Inject BackupDeadlines deadlines;

  private final String target = "db-" + UUID.randomUUID();

  @Test
  void a_backup_that_failed_is_told_of_once() {
    var id = begunBackup(mine(""));
    backups("PATCH", BACKUPS + "/" + id + "/fail", "{\"failureReason\": \"the disk is full\"}");
    deadlines.raise();
    var event =
        get(BACKUPS + "/" + id)
            .body("violationEventId", notNullValue())
            .extract()
            .<String>path("violationEventId");
    get(EVENTS + "/" + event)
        .statusCode(200)
        .body("eventType", equalTo("policy_violation"))
        .body("severity", equalTo("medium"))
        .body("status", equalTo("open"))
        .body("resource", equalTo(target))
        .body("createdBy.subject", equalTo("system"));
    deadlines.raise();
    assertThat(violations()).isEqualTo(1);
    get(BACKUPS + "/" + begunBackup(mine(""))).body("violationEventId", nullValue());
  }

  @Test
  void a_restore_that_failed_or_proved_wrong_is_told_of_once() {
    var backup = completedBackup(mine(""));
    var failed = begunRestore(backup);
    backups("PATCH", RESTORES + "/" + failed + "/fail", "{\"failureReason\": \"no archive\"}");
    var wrong = begunRestore(backup);
    complete(wrong, PASSED.replace("\"differing\": 0", "\"differing\": 1"));
    var good = begunRestore(backup);
    complete(good, PASSED);
    var unproved = begunRestore(backup);
    complete(unproved, "{\"usableAt\": \"2026-02-01T03:12:34Z\"}");
    deadlines.raise();
    deadlines.raise();
    assertThat(violations()).isEqualTo(2);
    var event = get(RESTORES + "/" + wrong).extract().<String>path("violationEventId");
    get(EVENTS + "/" + event).body("severity", equalTo("high"));
    get(RESTORES + "/" + good).body("violationEventId", nullValue());
  }

  @Test
  void a_backup_that_did_not_come_is_told_of_once_each_time() {
    active("\"cadence\": {\"full\": \"P7D\"}, \"tolerance\": \"PT1H\"");
    deadlines.raise();
    assertThat(violations()).as("the policy has only begun to hold").isZero();
    completedAgo(Duration.ofDays(8));
    deadlines.raise();
    deadlines.raise();
    assertThat(violations()).isEqualTo(1);
    completedAgo(Duration.ofDays(7).plusMinutes(59));
    deadlines.raise();
    assertThat(violations()).as("late, but no later than is borne").isEqualTo(1);
  }

  @Test
  void the_next_time_it_is_told_of_again() {
    active("\"cadence\": {\"full\": \"P7D\"}, \"tolerance\": \"PT1H\"");
    completedAgo(Duration.ofDays(20));
    deadlines.raise();
    completedAgo(Duration.ofDays(10));
    deadlines.raise();
    deadlines.raise();
    assertThat(violations()).isEqualTo(2);
    assertThat(Sql.number("SELECT count(*) FROM stale_backups WHERE target = ?", target))
        .isEqualTo(2);
  }

  @Test
  void where_none_ever_came_it_counts_from_when_the_policy_began_to_hold() {
    active("\"cadence\": {\"incremental\": \"PT1S\"}, \"tolerance\": \"PT0S\"");
    Sql.run(
        "UPDATE backup_policies SET activated_at = activated_at - interval '1 minute' WHERE target = '%s'"
            .formatted(target));
    deadlines.raise();
    deadlines.raise();
    assertThat(violations()).isEqualTo(1);
    completedAgo(Duration.ofSeconds(30));
    deadlines.raise();
    assertThat(violations()).as("a full serves for an incremental, and is late too").isEqualTo(2);
    completedAgo(Duration.ofSeconds(-60));
    deadlines.raise();
    assertThat(violations()).isEqualTo(2);
    // The ledger knows nothing of what this test did to the policy by hand.
    Sql.run(
        "UPDATE backup_policies SET activated_at = activated_at + interval '1 minute' WHERE target = '%s'"
            .formatted(target));
  }

  @Test
  void a_policy_that_does_not_hold_tells_of_nothing() {
    var approval =
        engineer(BACKUP_POLICIES, backupPolicy(mine(", \"cadence\": {\"full\": \"PT1S\"}")));
    approval.statusCode(202);
    completedAgo(Duration.ofDays(1));
    deadlines.raise();
    assertThat(violations()).isZero();
  }

  @Test
  void several_schedules_at_once_tell_of_each_once() {
    active("\"cadence\": {\"full\": \"P1D\", \"incremental\": \"PT1H\"}, \"tolerance\": \"PT0S\"");
    completedAgo(Duration.ofDays(2));
    for (int i = 0; i < 3; i++) {
      var id = begunBackup(mine(""));
      backups("PATCH", BACKUPS + "/" + id + "/fail", "{\"failureReason\": \"x\"}");
    }
    Together.run(4, i -> deadlines.raise());
    assertThat(violations()).isEqualTo(5);
  }

  @Test
  void the_summary_tells_what_is_good_late_and_proved() {
    var before = get("/api/backup/summary?drillWithin=P3650D").extract().jsonPath();
    completedBackup("{\"target\": \"%s-free\"}".formatted(target));
    active("\"cadence\": {\"full\": \"P7D\", \"incremental\": \"P1D\"}, \"tolerance\": \"PT0S\"");
    var full = completedAgo(Duration.ofDays(2));
    var restore = begunRestore(full);
    complete(restore, PASSED);
    var summary = get("/api/backup/summary?drillWithin=P3650D").statusCode(200);
    summary
        .body(mineOf("onTime"), is(false))
        .body(mineOf("backups[0].backupId"), equalTo(full))
        .body(mineOf("backups[0].onTime"), is(true))
        .body(mineOf("backups[1].backupId"), nullValue())
        .body(mineOf("backups[1].onTime"), is(false))
        .body(mineOf("backups[2].onTime"), nullValue())
        .body(mineOf("lastVerifiedRestore.restoreId"), equalTo(restore))
        .body(mineOf("lastVerifiedRestore.withinRpo"), is(true))
        .body(mineOf("lastVerifiedRestore.withinRto"), is(true))
        .body("items.find { it.target == '%s-free' }.policyId".formatted(target), nullValue());
    var after = summary.extract().jsonPath();
    assertThat(after.getLong("coverage.targets") - before.getLong("coverage.targets")).isEqualTo(1);
    assertThat(after.getLong("coverage.onTime") - before.getLong("coverage.onTime")).isZero();
    assertThat(after.getLong("coverage.verified") - before.getLong("coverage.verified"))
        .isEqualTo(1);
    assertThat(after.getLong("coverage.withoutPolicy") - before.getLong("coverage.withoutPolicy"))
        .isEqualTo(1);
    completedAgo(Duration.ofHours(1));
    get("/api/backup/summary").body(mineOf("onTime"), is(true));
    get(RESTORES + "/trend?from=2026-02-01T00:00:00Z&to=2026-03-01T00:00:00Z&target=" + target)
        .body("items[0].rpoTargetSeconds", is(300))
        .body("items[0].rtoTargetSeconds", is(3600));
    get("/api/backup/summary?target=" + target)
        .body("items.target", contains(target))
        .body("coverage.targets", is(1))
        .body("coverage.onTimeRatio", is(1.0f));
    for (var bad : new String[] {"90", "-P1D", "P3651D"}) {
      isInvalid(get("/api/backup/summary?drillWithin=" + bad), "?drillWithin");
    }
  }

  /// How many events there are about this test's own target.
  private long violations() {
    return Sql.number("SELECT count(*) FROM security_events WHERE resource = ?", target);
  }

  private String mineOf(String field) {
    return "items.find { it.target == '%s' }.%s".formatted(target, field);
  }

  private String mine(String more) {
    return "{\"target\": \"%s\"%s}".formatted(target, more);
  }

  private static void complete(String restore, String body) {
    backups("PATCH", RESTORES + "/" + restore + "/complete", body).statusCode(200);
  }

  private void active(String fields) {
    var approval = engineer(BACKUP_POLICIES, backupPolicy(mine(", " + fields))).statusCode(202);
    as("compliance")
        .contentType(ContentType.JSON)
        .body("{\"decision\": \"approved\", \"reason\": \"checked\"}")
        .post("/api/approvals/" + approval.extract().path("id") + "/decision")
        .then()
        .statusCode(200);
  }

  private String completedAgo(Duration ago) {
    var at = Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(ago);
    var id = begunBackup(mine(", \"startedAt\": \"%s\"".formatted(at)));
    backups(
            "PATCH",
            BACKUPS + "/" + id + "/complete",
            completion("{\"completedAt\": \"%s\"}".formatted(at)))
        .statusCode(200);
    return id;
  }
}
