package io.trustfabric.backup.restores;

import static io.trustfabric.testing.Api.BACKUPS;
import static io.trustfabric.testing.Api.RESTORES;
import static io.trustfabric.testing.Api.as;
import static io.trustfabric.testing.Api.backups;
import static io.trustfabric.testing.Api.begunBackup;
import static io.trustfabric.testing.Api.begunRestore;
import static io.trustfabric.testing.Api.completedBackup;
import static io.trustfabric.testing.Api.get;
import static io.trustfabric.testing.Api.isInvalid;
import static io.trustfabric.testing.Api.isProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.trustfabric.testing.PostgresResource;
import io.trustfabric.testing.Sql;
import io.trustfabric.testing.Together;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class RestoreTest {

  private static final String NOBODY = "0199f0f0-0000-7000-8000-000000000000";

  private static final String RECOVERY =
      """
      "recoveryTarget": {"wanted": "2026-02-01T02:30:00Z", "lastCommitAt": "2026-02-01T02:29:58Z",
        "stoppedBeforeCommitAt": "2026-02-01T02:30:02Z"}
      """;

  private static final String BEFORE =
      "\"canaryBefore\": {\"key\": \"before\", \"committedAt\": \"2026-02-01T02:29:58Z\", \"rows\": 1}";

  private static final String AFTER =
      "\"canaryAfter\": {\"key\": \"after\", \"committedAt\": \"2026-02-01T02:30:02Z\", \"rows\": 0}";

  private static final String LEDGER =
      "\"ledger\": {\"lastPosition\": 4711, \"expectedSha256\": \"%1$s\", \"restoredSha256\": \"%1$s\"}"
          .formatted("ab".repeat(32));

  private static final String RECORDS = "\"records\": {\"checked\": 1200, \"differing\": 0}";

  private final String target = "db-" + UUID.randomUUID();

  @Test
  void a_restore_is_asked_for_begun_and_verified_from_figures() {
    var root = completed();
    var backup = completedOn(root);
    var id =
        request(
                backup,
                """
                {"targetEnvironment": "drill-1", "requestedAt": "2026-02-01T03:00:00Z", "reason": "monthly"}
                """)
            .statusCode(201)
            .body("status", equalTo("requested"))
            .body("purpose", equalTo("drill"))
            .body("target", equalTo(target))
            .body("backupId", equalTo(backup))
            .body("requestedBy.subject", equalTo("service-account-report_backups"))
            .body("verified", equalTo("not_run"))
            .body("nextStatuses", contains("in_progress"))
            .extract()
            .<String>path("id");
    start(id, "{\"startedAt\": \"2026-02-01T03:00:10Z\"}")
        .statusCode(200)
        .body("nextStatuses", contains("completed", "failed"));
    complete(id, done(RECOVERY, BEFORE, AFTER, LEDGER, RECORDS))
        .statusCode(200)
        .body("status", equalTo("completed"))
        .body("verified", equalTo("passed"))
        .body("rtoSeconds", is(754.5f))
        .body("rpoSeconds", is(120.25f))
        .body("rpoTargetSeconds", nullValue())
        .body("verification.target", equalTo(target))
        .body("verification.backupIds", contains(root, backup))
        .body("verification.checks.records.checked", is(1200))
        .body(
            "verification.verdicts.outcome",
            contains("passed", "passed", "passed", "passed", "passed"))
        .body("nextStatuses", empty());
    get(RESTORES + "/" + id).statusCode(200).body("verified", equalTo("passed"));
    get("/api/audit/records/restore/" + id)
        .body("items.action", contains("restore.verified", "restore.started", "restore.requested"))
        .body("items[0].change.verified.after", equalTo("passed"))
        .body("items[0].change.rtoSeconds.after", equalTo("754.5"))
        .body("items[0].change.rpoSeconds.after", equalTo("120.25"))
        .body("items[0].change.verification.after.target", equalTo(target))
        .body("items[0].change.verification.after.backupIds", contains(root, backup))
        .body("items[0].change.verification.after.verdicts[3].outcome", equalTo("passed"));
    get("/api/audit/records/restore/" + id).body("items.size()", is(3));
  }

  @Test
  void nobodys_word_makes_it_verified() {
    isInvalid(complete(begun(), done("\"verified\": \"passed\"")), "/checks/verified");
    isInvalid(
        complete(begun(), "{\"usableAt\": \"2026-02-01T03:12:34Z\", \"verified\": \"passed\"}"),
        "/verified");
    verified(done(), "not_run");
    verified("{\"usableAt\": \"2026-02-01T03:12:34Z\"}", "not_run");
    verified(done(RECOVERY, BEFORE, AFTER, LEDGER), "not_run");
    verified(done(RECOVERY, BEFORE, AFTER, RECORDS), "not_run");
    verified(done(BEFORE, AFTER, LEDGER, RECORDS), "not_run");
    verified(
        done(RECOVERY, BEFORE, AFTER, LEDGER, "\"records\": {\"checked\": 0, \"differing\": 0}"),
        "not_run");
  }

  @Test
  void one_figure_that_is_wrong_makes_it_failed() {
    failed(
        "recoveryTarget",
        RECOVERY.replaceFirst(
            "\"stoppedBeforeCommitAt\": \"[^\"]*\"", "\"stoppedBeforeCommitAt\": null"),
        BEFORE,
        AFTER,
        LEDGER,
        RECORDS);
    failed(
        "recoveryTarget",
        RECOVERY.replace("02:30:02Z", "02:29:59Z"),
        BEFORE,
        AFTER,
        LEDGER,
        RECORDS);
    failed(
        "recoveryTarget",
        RECOVERY.replace("02:29:58Z", "02:30:01Z"),
        BEFORE,
        AFTER,
        LEDGER,
        RECORDS);
    failed(
        "canaryBefore",
        RECOVERY,
        BEFORE.replace("\"rows\": 1", "\"rows\": 0"),
        AFTER,
        LEDGER,
        RECORDS);
    failed(
        "canaryBefore",
        RECOVERY,
        BEFORE.replace("\"rows\": 1", "\"rows\": 2"),
        AFTER,
        LEDGER,
        RECORDS);
    failed(
        "canaryBefore", RECOVERY, BEFORE.replace("02:29:58Z", "02:30:01Z"), AFTER, LEDGER, RECORDS);
    failed(
        "canaryAfter",
        RECOVERY,
        BEFORE,
        AFTER.replace("\"rows\": 0", "\"rows\": 1"),
        LEDGER,
        RECORDS);
    failed(
        "canaryAfter", RECOVERY, BEFORE, AFTER.replace("02:30:02Z", "02:30:00Z"), LEDGER, RECORDS);
    failed("ledger", RECOVERY, BEFORE, AFTER, LEDGER.replaceFirst("abab", "acab"), RECORDS);
    failed(
        "records",
        RECOVERY,
        BEFORE,
        AFTER,
        LEDGER,
        RECORDS.replace("\"differing\": 0", "\"differing\": 1"));
    // A failed check is not made good by others that were not run.
    failed("ledger", LEDGER.replaceFirst("abab", "acab"));
  }

  @Test
  void figures_that_cannot_be_are_refused_by_name() {
    var id = begun();
    var before = Sql.everything();
    isInvalid(complete(id, "{}"), "/usableAt");
    isInvalid(
        complete(
            id,
            """
            {"usableAt": "2026-02-01T03:00:09Z", "completedAt": "2026-02-01T03:00:08Z",
             "lostAt": "2026-02-01T02:00:00Z", "newestRecoverableAt": "2026-02-01T02:00:01Z"}
            """),
        "/usableAt",
        "/completedAt",
        "/newestRecoverableAt");
    isInvalid(
        complete(
            id, "{\"usableAt\": \"2026-02-01T03:12:34Z\", \"lostAt\": \"2026-02-01T02:00:00Z\"}"),
        "/newestRecoverableAt");
    isInvalid(
        complete(
            id,
            done(
                RECOVERY.replace("02:30:02Z", "02:29:57Z"),
                "\"records\": {\"checked\": 1, \"differing\": 2}")),
        "/checks/recoveryTarget/stoppedBeforeCommitAt",
        "/checks/records/differing");
    isInvalid(
        complete(
            id,
            done(
                "\"canaryBefore\": {\"rows\": -1}",
                "\"ledger\": {\"lastPosition\": 0, \"expectedSha256\": \"x\"}")),
        "/checks/canaryBefore/key",
        "/checks/canaryBefore/committedAt",
        "/checks/canaryBefore/rows",
        "/checks/ledger/expectedSha256",
        "/checks/ledger/restoredSha256");
    assertThat(Sql.everything()).isEqualTo(before);
  }

  @Test
  void what_is_not_completed_cannot_be_restored() {
    var running = begunBackup(mine(""));
    isProblem(request(running, WHERE), 409, "conflict")
        .body("detail", containsString("It is in progress"));
    var root = completed();
    backups("PATCH", BACKUPS + "/" + root + "/expire", "{}").statusCode(200);
    isProblem(request(root, WHERE), 409, "conflict").body("detail", containsString("expired"));
    isProblem(request(NOBODY, WHERE), 404, "not-found");
    isInvalid(request(completed(), "{\"purpose\": \"fun\"}"), "/targetEnvironment", "/purpose");
  }

  @Test
  void a_broken_chain_cannot_be_restored_and_the_broken_link_is_named() {
    var root = completed();
    var middle = completedOn(root);
    var last = completedOn(middle);
    // Nothing in the application breaks a chain; a database that was mended by hand may have one.
    Sql.run("SET session_replication_role = replica");
    Sql.run(
        "UPDATE backup_restore_logs SET status = 'expired', expired_at = now() WHERE id = '%s'"
            .formatted(middle));
    Sql.run("SET session_replication_role = DEFAULT");
    isProblem(request(last, WHERE), 409, "conflict")
        .body(
            "detail",
            equalTo(
                "Its chain is broken: backup %s, which it needs, is expired.".formatted(middle)));
    Sql.run("SET session_replication_role = replica");
    Sql.run(
        "UPDATE backup_restore_logs SET status = 'completed', expired_at = NULL WHERE id = '%s'"
            .formatted(middle));
    Sql.run("SET session_replication_role = DEFAULT");
    request(last, WHERE).statusCode(201);
  }

  @Test
  void a_backup_does_not_go_while_it_is_restored() {
    var root = completed();
    var id = request(root, WHERE).statusCode(201).extract().<String>path("id");
    isProblem(backups("PATCH", BACKUPS + "/" + root + "/expire", "{}"), 409, "conflict")
        .body("detail", containsString("restore %s of it is under way".formatted(id)));
    start(id, "{}").statusCode(200);
    fail(id, "{\"failureReason\": \"no room\"}").statusCode(200);
    backups("PATCH", BACKUPS + "/" + root + "/expire", "{}").statusCode(200);
  }

  @Test
  void a_backup_goes_or_is_restored_and_never_both() {
    for (int round = 0; round < 10; round++) {
      var root = completed();
      List<Callable<Integer>> both =
          List.of(
              () -> backups("PATCH", BACKUPS + "/" + root + "/expire", "{}").extract().statusCode(),
              () -> request(root, WHERE).extract().statusCode());
      assertThat(Together.run(both)).isIn(List.of(200, 409), List.of(409, 201));
    }
    assertThat(
            Sql.number(
                """
                SELECT count(*) FROM backup_restores r JOIN backup_restore_logs b ON b.id = r.backup_id
                WHERE r.status IN ('requested', 'in_progress') AND b.status <> 'completed'
                """))
        .isZero();
  }

  @Test
  void steps_come_in_their_order_and_an_end_is_final() {
    var id = request(completed(), WHERE).extract().<String>path("id");
    isProblem(complete(id, done()), 409, "forbidden-transition")
        .body("currentStatus", equalTo("requested"))
        .body("allowedStatuses", contains("in_progress"));
    isProblem(fail(id, "{\"failureReason\": \"x\"}"), 409, "forbidden-transition");
    isInvalid(start(id, "{\"startedAt\": \"2020-01-01T00:00:00Z\"}"), "/startedAt");
    start(id, "{}").statusCode(200);
    isProblem(start(id, "{}"), 409, "forbidden-transition");
    fail(id, "{\"failureReason\": \"the archive is gone\"}")
        .statusCode(200)
        .body("status", equalTo("failed"))
        .body("verified", equalTo("not_run"))
        .body("rtoSeconds", nullValue());
    isProblem(complete(id, done()), 409, "forbidden-transition").body("allowedStatuses", empty());
    isProblem(start(NOBODY, "{}"), 404, "not-found");
    isProblem(
        as("engineer")
            .header("If-Match", "\"0\"")
            .contentType(ContentType.JSON)
            .body(done())
            .patch(RESTORES + "/" + id + "/complete")
            .then(),
        412,
        "stale-version");
  }

  @Test
  void of_several_who_complete_it_at_once_one_does() {
    var id = begun();
    var statuses = Together.run(6, i -> complete(id, done()).extract().statusCode());
    assertThat(Collections.frequency(statuses, 200)).isEqualTo(1);
    assertThat(statuses).allMatch(status -> status == 200 || status == 409);
  }

  @Test
  void a_restore_is_completed_by_its_backup_where_that_says_which() {
    var root = completed();
    isProblem(byBackup(root, done()), 409, "conflict")
        .body("detail", containsString("No restore of this backup is under way"));
    isProblem(byBackup(NOBODY, done()), 404, "not-found");
    var first = begunRestore(root);
    request(root, WHERE).statusCode(201);
    byBackup(root, done()).statusCode(200).body("id", equalTo(first));
    isProblem(byBackup(root, done()), 409, "forbidden-transition");
    request(root, WHERE).statusCode(201);
    isProblem(byBackup(root, done()), 409, "conflict").body("detail", containsString("2 restores"));
  }

  @Test
  void restores_are_listed_newest_first_and_filtered() {
    var root = completed();
    var first = begunRestore(root);
    var second =
        request(root, "{\"targetEnvironment\": \"prod\", \"purpose\": \"recovery\"}")
            .extract()
            .<String>path("id");
    var list = RESTORES + "?target=" + target;
    get(list).body("items.id", contains(second, first)).body("page.total", is(2));
    get(list + "&sort=requestedAt").body("items.id", contains(first, second));
    get(list + "&purpose=recovery").body("items.id", contains(second));
    get(list + "&status=in_progress").body("items.id", contains(first));
    get(list + "&targetEnvironment=drill-1").body("items.id", contains(first));
    get(list + "&verified=passed").body("items", empty());
    get(RESTORES + "?backupId=" + root).body("page.total", is(2));
    get(list + "&requestedTo=2026-02-02T00:00:00Z").body("items.id", contains(first));
    isInvalid(
        get(RESTORES + "?backupId=x&purpose=x&status=x&verified=x&requestedFrom=x"),
        "?backupId",
        "?purpose",
        "?status",
        "?verified",
        "?requestedFrom");
  }

  @Test
  void the_trend_has_a_point_for_each_verified_restore() {
    var root = completed();
    var good = begunRestore(root);
    complete(good, done(RECOVERY, BEFORE, AFTER, LEDGER, RECORDS)).statusCode(200);
    var unproved = begunRestore(root);
    complete(unproved, done()).statusCode(200);
    var period = "?from=2026-02-01T00:00:00Z&to=2026-03-01T00:00:00Z&target=" + target;
    get(RESTORES + "/trend" + period)
        .statusCode(200)
        .body("items.target", contains(target))
        .body("items[0].rto.value", contains(754.5f))
        .body("items[0].rto.at", contains("2026-02-01T03:20:00Z"))
        .body("items[0].rpo.value", contains(120.25f))
        .body("items[0].rtoTargetSeconds", nullValue())
        .body("truncated", is(false));
    get(RESTORES + "/trend?from=2026-01-01T00:00:00Z&to=2026-02-01T00:00:00Z&target=" + target)
        .body("items", empty());
    isInvalid(get(RESTORES + "/trend?from=x&to=y"), "?from", "?to");
    isInvalid(get(RESTORES + "/trend?from=2010-01-01T00:00:00Z&to=2026-01-01T00:00:00Z"), "?from");
  }

  private static final String WHERE = "{\"targetEnvironment\": \"drill-1\"}";

  /// Ends a restore of 754.5 s in which 120.25 s of work were lost, with these checks.
  private static String done(String... checks) {
    return """
        {"usableAt": "2026-02-01T03:12:34.500Z", "completedAt": "2026-02-01T03:20:00Z",
         "lostAt": "2026-02-01T02:32:00.25Z", "newestRecoverableAt": "2026-02-01T02:30:00Z", "checks": {%s}}
        """
        .formatted(String.join(", ", checks));
  }

  private void verified(String body, String outcome) {
    complete(begun(), body).statusCode(200).body("verified", equalTo(outcome));
  }

  private void failed(String check, String... checks) {
    complete(begun(), done(checks))
        .statusCode(200)
        .body("status", equalTo("completed"))
        .body("verified", equalTo("failed"))
        .body("verification.verdicts.findAll { it.outcome == 'failed' }.check", contains(check));
  }

  private String mine(String more) {
    return "{\"target\": \"%s\"%s}".formatted(target, more);
  }

  private String completed() {
    return completedBackup(mine(""));
  }

  private String completedOn(String parent) {
    return completedBackup(
        mine(
            ", \"backupType\": \"incremental\", \"parentBackupId\": \"%s\", \"startedAt\": \"2026-01-31T02:10:00Z\""
                .formatted(parent)));
  }

  private String begun() {
    return begunRestore(completed());
  }

  private static ValidatableResponse request(String backup, String body) {
    return backups("POST", BACKUPS + "/" + backup + "/restore", body);
  }

  private static ValidatableResponse byBackup(String backup, String body) {
    return backups("PATCH", BACKUPS + "/" + backup + "/restore/complete", body);
  }

  private static ValidatableResponse start(String id, String body) {
    return backups("PATCH", RESTORES + "/" + id + "/start", body);
  }

  private static ValidatableResponse complete(String id, String body) {
    return backups("PATCH", RESTORES + "/" + id + "/complete", body);
  }

  private static ValidatableResponse fail(String id, String body) {
    return backups("PATCH", RESTORES + "/" + id + "/fail", body);
  }
}
