package io.trustfabric.backup.backups;

import static io.trustfabric.testing.Api.BACKUPS;
import static io.trustfabric.testing.Api.COMPLETION;
import static io.trustfabric.testing.Api.as;
import static io.trustfabric.testing.Api.backup;
import static io.trustfabric.testing.Api.backups;
import static io.trustfabric.testing.Api.begunBackup;
import static io.trustfabric.testing.Api.completedBackup;
import static io.trustfabric.testing.Api.completion;
import static io.trustfabric.testing.Api.get;
import static io.trustfabric.testing.Api.isInvalid;
import static io.trustfabric.testing.Api.isProblem;
import static io.trustfabric.testing.Api.pointers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
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
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class BackupTest {

  private static final String NOBODY = "0199f0f0-0000-7000-8000-000000000000";

  private final String target = "db-" + UUID.randomUUID();

  @Test
  void a_backup_begins_and_ends_well() {
    var id = full();
    get(BACKUPS + "/" + id)
        .statusCode(200)
        .header("ETag", equalTo("\"0\""))
        .body("status", equalTo("in_progress"))
        .body("nextStatuses", contains("completed", "failed"))
        .body("rootBackupId", equalTo(id))
        .body("chainPosition", is(0))
        .body("encryptionAlgorithm", equalTo("aes-256-cbc"));
    complete(id, COMPLETION)
        .statusCode(200)
        .header("ETag", equalTo("\"1\""))
        .body("status", equalTo("completed"))
        .body("nextStatuses", contains("expired"))
        .body("sizeBytes", is(1_048_576))
        .body("location", equalTo("s3://backups/ledger-db"))
        .body("completedAt", equalTo("2026-01-31T02:10:00Z"))
        .body("retentionUntil", nullValue());
    get("/api/audit/records/backup/" + id)
        .body("items.action", contains("backup.completed", "backup.started"));
  }

  @Test
  void a_backup_that_fails_says_why_and_is_final() {
    var id = full();
    isInvalid(fail(id, "{}"), "/failureReason");
    fail(id, "{\"failureReason\": \"the disk is full\"}")
        .statusCode(200)
        .body("status", equalTo("failed"))
        .body("failureReason", equalTo("the disk is full"))
        .body("nextStatuses", empty());
    isProblem(complete(id, COMPLETION), 409, "forbidden-transition")
        .body("currentStatus", equalTo("failed"));
    isProblem(expire(id, "{}"), 409, "forbidden-transition");
    isProblem(expire(full(), "{}"), 409, "forbidden-transition")
        .body("allowedStatuses", contains("completed", "failed"));
  }

  @Test
  void a_bad_report_names_every_bad_field_and_keeps_nothing() {
    var before = Sql.everything();
    isInvalid(
        start(
            """
            {"backupType": "mirror", "target": " x", "engine": "", "startedAt": "2999-01-01T00:00:00Z",
             "encrypted": "yes", "encryptionAlgorithm": "AES 256", "parentBackupId": "x", "password": "hunter2"}
            """),
        "/backupType",
        "/target",
        "/engine",
        "/engine",
        "/region",
        "/startedAt",
        "/encrypted",
        "/encryptionAlgorithm",
        "/parentBackupId",
        "/password");
    isInvalid(start(mine("{\"encryptionAlgorithm\": null}")), "/encryptionAlgorithm");
    isInvalid(start(mine("{\"encrypted\": false}")), "/encryptionAlgorithm");
    isInvalid(start(mine("{\"backupType\": \"incremental\"}")), "/parentBackupId");
    isInvalid(start(mine("{\"parentBackupId\": \"%s\"}".formatted(NOBODY))), "/parentBackupId");
    isInvalid(
        start(
            mine(
                "{\"backupType\": \"incremental\", \"parentBackupId\": \"%s\"}".formatted(NOBODY))),
        "/parentBackupId");
    assertThat(Sql.everything()).isEqualTo(before);
    var id = full();
    isInvalid(
        complete(
            id,
            "{\"sizeBytes\": -1, \"checksum\": \"md5:0\", \"completedAt\": \"2999-01-01T00:00:00Z\"}"),
        "/sizeBytes",
        "/checksum",
        "/completedAt");
    isInvalid(
        complete(id, completion("{\"completedAt\": \"2026-01-31T01:59:59Z\"}")), "/completedAt");
    var nowhere = begunBackup(mineToo("{\"location\": null}"));
    isInvalid(complete(nowhere, COMPLETION), "/location");
    complete(nowhere, completion("{\"location\": \"/var/backups/a\"}")).statusCode(200);
  }

  @Test
  void a_location_with_credentials_is_refused_and_kept_nowhere() {
    for (var bad :
        List.of(
            "https://ada:hunter2hunter2@backups.example/a",
            "https://ghp-token-of-ada@backups.example/a",
            "sftp://ada@backups.example/a",
            "https://backups.example/a?X-Amz-Signature=0123",
            "https://backups.example/a?sig=abc",
            "s3://backups/a b",
            "password=hunter2hunter2",
            "s3://backups/AKIAABCDEFGHIJKLMNOP")) {
      var answer = start(mine("{\"location\": \"%s\"}".formatted(bad)));
      assertThat(pointers(isProblem(answer, 400, "invalid-request")))
          .as(bad)
          .containsOnly("/location");
      assertThat(answer.extract().asString()).doesNotContain("hunter2");
      var completed = complete(full(), completion("{\"location\": \"%s\"}".formatted(bad)));
      assertThat(pointers(isProblem(completed, 400, "invalid-request")))
          .as(bad)
          .containsOnly("/location");
    }
    for (var good :
        List.of("s3://backups/ledger-db/20260131-020000F", "/var/lib/pgbackrest", "C:\\\\b")) {
      start(mine("{\"location\": \"%s\"}".formatted(good))).statusCode(201);
    }
  }

  @Test
  void an_incremental_stands_on_a_completed_backup_of_its_target() {
    var root = full();
    isProblem(start(on(root, "incremental")), 409, "conflict")
        .body("detail", containsString(root + " is in progress"));
    complete(root, COMPLETION).statusCode(200);
    isInvalid(
        start(backup(fields(root, "incremental", "\"target\": \"another\""))), "/parentBackupId");
    isInvalid(
        start(
            backup(
                fields(
                    root,
                    "incremental",
                    "\"target\": \"%s\", \"engine\": \"wal-g\"".formatted(target)))),
        "/parentBackupId");
    isInvalid(
        start(
            backup(
                fields(
                    root,
                    "incremental",
                    "\"target\": \"%s\", \"startedAt\": \"2026-01-31T02:09:59Z\""
                        .formatted(target)))),
        "/startedAt");
    var first = completedOn(root, "differential");
    isInvalid(start(on(first, "differential")), "/parentBackupId");
    var second = completedOn(first, "incremental");
    get(BACKUPS + "/" + second)
        .body("parentBackupId", equalTo(first))
        .body("rootBackupId", equalTo(root))
        .body("chainPosition", is(2));
    var failed = startedOn(second, "incremental");
    fail(failed, "{\"failureReason\": \"no\"}").statusCode(200);
    isProblem(start(on(failed, "incremental")), 409, "conflict")
        .body("detail", containsString("is failed"));
  }

  @Test
  void a_chain_shows_what_a_backup_needs_and_what_needs_it() {
    var root = completed();
    var a = completedOn(root, "differential");
    var b = completedOn(a, "incremental");
    var c = completedOn(a, "incremental");
    var other = completedOn(root, "differential");
    get(BACKUPS + "/" + a + "/chain")
        .statusCode(200)
        .body("restorable", is(true))
        .body("brokenLinks", empty())
        .body("links.id", contains(root, a))
        .body("dependents.id", contains(b, c))
        .body("totalDependents", is(2));
    get(BACKUPS + "/" + root + "/chain").body("dependents.id", contains(a, other, b, c));
    var running = startedOn(b, "incremental");
    get(BACKUPS + "/" + running + "/chain")
        .body("restorable", is(false))
        .body("brokenLinks", contains(running))
        .body("links.id", contains(root, a, b, running));
    isProblem(get(BACKUPS + "/" + NOBODY + "/chain"), 404, "not-found");
  }

  @Test
  void a_backup_that_another_needs_does_not_go() {
    var root = completed();
    var child = startedOn(root, "incremental");
    isProblem(expire(root, "{}"), 409, "conflict")
        .body("detail", equalTo("Backup %s, which is in progress, needs it.".formatted(child)));
    isProblem(expire(root, "{\"withDependents\": true}"), 409, "conflict")
        .body("detail", containsString(child + " is kept: it is in progress"));
    complete(child, COMPLETION).statusCode(200);
    isProblem(expire(root, "{}"), 409, "conflict")
        .body("detail", equalTo("Backup %s, which is completed, needs it.".formatted(child)));
    expire(child, "{\"reason\": \"older than we keep\"}")
        .statusCode(200)
        .body("status", equalTo("expired"));
    expire(root, "{}").statusCode(200);
    get("/api/audit/records/backup/" + child)
        .body("items.action", contains("backup.expired", "backup.completed", "backup.started"));
    isProblem(start(on(root, "incremental")), 409, "conflict")
        .body("detail", containsString("is expired"));
  }

  @Test
  void a_backup_goes_with_all_that_stands_on_it_when_that_is_said() {
    var root = completed();
    var a = completedOn(root, "differential");
    var b = completedOn(a, "incremental");
    expire(root, "{\"withDependents\": true}").statusCode(200).body("status", equalTo("expired"));
    for (var gone : List.of(root, a, b)) {
      get(BACKUPS + "/" + gone).body("status", equalTo("expired"));
    }
    get(BACKUPS + "/" + b + "/chain")
        .body("restorable", is(false))
        .body("brokenLinks", contains(root, a, b));
  }

  @Test
  void a_backup_that_was_promised_until_later_does_not_go() {
    var id = begunBackup(mineToo("{\"retentionUntil\": \"2998-01-01T00:00:00Z\"}"));
    complete(id, COMPLETION).body("retentionUntil", equalTo("2998-01-01T00:00:00Z"));
    isProblem(expire(id, "{}"), 409, "conflict")
        .body("detail", containsString("2998-01-01T00:00:00Z"));
  }

  @Test
  void a_stale_end_is_refused() {
    var id = full();
    complete(id, COMPLETION).statusCode(200);
    for (var way : List.of("complete", "fail", "expire")) {
      isProblem(
          as("engineer")
              .header("If-Match", "\"0\"")
              .contentType(ContentType.JSON)
              .body(
                  switch (way) {
                    case "complete" -> COMPLETION;
                    case "fail" -> "{\"failureReason\": \"x\"}";
                    default -> "{}";
                  })
              .patch(BACKUPS + "/" + id + "/" + way)
              .then(),
          412,
          "stale-version");
    }
  }

  @Test
  void of_several_who_end_it_at_once_one_does() {
    var id = full();
    var statuses =
        Together.run(
            8,
            i ->
                (i % 2 == 0 ? complete(id, COMPLETION) : fail(id, "{\"failureReason\": \"x\"}"))
                    .extract()
                    .statusCode());
    assertThat(Collections.frequency(statuses, 200)).isEqualTo(1);
    assertThat(statuses).allMatch(status -> status == 200 || status == 409);
  }

  @Test
  void a_parent_goes_or_a_child_begins_and_never_both() {
    for (int round = 0; round < 10; round++) {
      var root = completed();
      List<Callable<Integer>> both =
          List.of(
              () -> expire(root, "{}").extract().statusCode(),
              () -> start(on(root, "incremental")).extract().statusCode());
      var statuses = Together.run(both);
      assertThat(statuses).isIn(List.of(200, 409), List.of(409, 201));
    }
    assertThat(orphans()).isZero();
  }

  @Test
  void a_parent_goes_after_its_child_failed_and_never_while_it_completes() {
    for (int round = 0; round < 10; round++) {
      var root = completed();
      var child = startedOn(root, "incremental");
      List<Callable<Integer>> all =
          List.of(
              () -> expire(root, "{}").extract().statusCode(),
              () -> complete(child, COMPLETION).extract().statusCode(),
              () -> fail(child, "{\"failureReason\": \"x\"}").extract().statusCode(),
              () -> expire(root, "{\"withDependents\": true}").extract().statusCode());
      assertThat(Together.run(all)).allMatch(status -> status == 200 || status == 409);
    }
    assertThat(orphans()).isZero();
  }

  @Test
  void the_database_holds_the_chain_whatever_the_application_does() {
    var root = completed();
    var child = completedOn(root, "incremental");
    refuses(
        "UPDATE backup_restore_logs SET status = 'expired', expired_at = now() WHERE id = '%s'"
            .formatted(root),
        "backup is needed");
    refuses(
        "UPDATE backup_restore_logs SET target = 'x' WHERE id = '%s'".formatted(root),
        "stays what it is");
    refuses(
        "UPDATE backup_restore_logs SET status = 'failed', failure_reason = 'x' WHERE id = '%s'"
            .formatted(child),
        "stays what it is");
    var running = startedOn(child, "incremental");
    Sql.run("SET session_replication_role = replica");
    Sql.run(
        "UPDATE backup_restore_logs SET status = 'expired', expired_at = now() WHERE id = '%s'"
            .formatted(child));
    Sql.run("SET session_replication_role = DEFAULT");
    refuses(
        """
        UPDATE backup_restore_logs SET status = 'completed', completed_at = started_at, size_bytes = 1,
          checksum = 'sha256:' || repeat('0', 64) WHERE id = '%s'
        """
            .formatted(running),
        "parent is expired");
    // What the test broke is not for other tests to find.
    Sql.run("SET session_replication_role = replica");
    Sql.run(
        "UPDATE backup_restore_logs SET status = 'completed', expired_at = NULL WHERE id = '%s'"
            .formatted(child));
    Sql.run("SET session_replication_role = DEFAULT");
  }

  @Test
  void backups_are_listed_newest_first_filtered_and_found() {
    var first = full();
    var second =
        begunBackup(
            mineToo(
                "{\"startedAt\": \"2026-02-01T02:00:00Z\", \"region\": \"us-east-1\", \"engine\": \"wal-g\", \"encrypted\": false, \"encryptionAlgorithm\": null}"));
    complete(first, COMPLETION).statusCode(200);
    var list = BACKUPS + "?target=" + target;
    get(list).body("items.id", contains(second, first)).body("page.total", is(2));
    get(list + "&sort=startedAt").body("items.id", contains(first, second));
    get(list + "&sort=target&limit=1").body("items.id", contains(first));
    get(list + "&status=completed").body("items.id", contains(first));
    get(list + "&encrypted=false").body("items.id", contains(second));
    get(list + "&region=us-east-1&engine=wal-g").body("items.id", contains(second));
    get(list + "&backupType=incremental&backupType=differential").body("items", empty());
    get(list + "&startedFrom=2026-01-31T02:00:00Z&startedTo=2026-02-01T02:00:00Z")
        .body("items.id", contains(first));
    get(BACKUPS + "?q=" + target).body("page.total", is(2));
    isInvalid(
        get(list + "&status=x&backupType=x&encrypted=x&startedFrom=x&sort=x"),
        "?status",
        "?backupType",
        "?encrypted",
        "?startedFrom",
        "?sort");
    isProblem(get(BACKUPS + "/" + NOBODY), 404, "not-found");
  }

  @Test
  void the_same_key_begins_one_backup() {
    var key = UUID.randomUUID().toString();
    var ids =
        IntStream.range(0, 2)
            .mapToObj(
                i ->
                    as("engineer")
                        .header("Idempotency-Key", key)
                        .contentType(ContentType.JSON)
                        .body(mine("{}"))
                        .post(BACKUPS)
                        .then()
                        .statusCode(201)
                        .extract()
                        .<String>path("id"))
            .distinct();
    assertThat(ids).hasSize(1);
  }

  /// Backups that stand on one that is gone.
  private static long orphans() {
    return Sql.number(
        """
        SELECT count(*) FROM backup_restore_logs c JOIN backup_restore_logs p ON p.id = c.parent_backup_id
        WHERE c.status IN ('in_progress', 'completed') AND p.status <> 'completed'
        """);
  }

  private static void refuses(String sql, String why) {
    assertThatThrownBy(() -> Sql.run(sql))
        .hasRootCauseInstanceOf(SQLException.class)
        .rootCause()
        .hasMessageContaining(why);
  }

  private String mine(String fields) {
    return backup(mineToo(fields));
  }

  private String mineToo(String fields) {
    return fields.equals("{}")
        ? "{\"target\": \"%s\"}".formatted(target)
        : fields.replaceFirst("\\{", "{\"target\": \"%s\", ".formatted(target));
  }

  private String on(String parent, String type) {
    return backup(fields(parent, type, "\"target\": \"%s\"".formatted(target)));
  }

  private static String fields(String parent, String type, String more) {
    return "{\"startedAt\": \"2026-01-31T02:10:00Z\", \"backupType\": \"%s\", \"parentBackupId\": \"%s\", %s}"
        .formatted(type, parent, more);
  }

  private String full() {
    return begunBackup(mineToo("{}"));
  }

  private String completed() {
    return completedBackup(mineToo("{}"));
  }

  private String startedOn(String parent, String type) {
    return start(on(parent, type)).statusCode(201).extract().path("id");
  }

  private String completedOn(String parent, String type) {
    var id = startedOn(parent, type);
    complete(id, COMPLETION).statusCode(200);
    return id;
  }

  private static ValidatableResponse start(String body) {
    return backups("POST", BACKUPS, body);
  }

  private static ValidatableResponse complete(String id, String body) {
    return backups("PATCH", BACKUPS + "/" + id + "/complete", body);
  }

  private static ValidatableResponse fail(String id, String body) {
    return backups("PATCH", BACKUPS + "/" + id + "/fail", body);
  }

  private static ValidatableResponse expire(String id, String body) {
    return backups("PATCH", BACKUPS + "/" + id + "/expire", body);
  }
}
