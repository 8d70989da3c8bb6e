package io.trustfabric.backup.policies;

import static io.trustfabric.testing.Api.BACKUPS;
import static io.trustfabric.testing.Api.BACKUP_POLICIES;
import static io.trustfabric.testing.Api.MERGE_PATCH;
import static io.trustfabric.testing.Api.as;
import static io.trustfabric.testing.Api.backupPolicy;
import static io.trustfabric.testing.Api.backups;
import static io.trustfabric.testing.Api.begunBackup;
import static io.trustfabric.testing.Api.completion;
import static io.trustfabric.testing.Api.engineer;
import static io.trustfabric.testing.Api.get;
import static io.trustfabric.testing.Api.isInvalid;
import static io.trustfabric.testing.Api.isProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.trustfabric.testing.PostgresResource;
import io.trustfabric.testing.Sql;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class BackupPolicyTest {

  private final String target = "db-" + UUID.randomUUID();

  @Test
  void a_policy_holds_once_a_second_person_agrees() {
    var approval = propose("{}").statusCode(202).body("action", equalTo("backup_policy.change"));
    var policy = BACKUP_POLICIES + "/" + approval.extract().<String>path("recordId");
    approval.body("payload.cadence.full", equalTo("PT168H"));
    get(policy)
        .statusCode(200)
        .body("status", equalTo("proposed"))
        .body("activatedAt", nullValue())
        .body("cadence.full", equalTo("PT168H"))
        .body("cadence.differential", nullValue())
        .body("rpo", equalTo("PT5M"))
        .body("retention.fulls", is(2));
    isProblem(propose("{}"), 409, "conflict");
    var id = approval.extract().<String>path("id");
    var where = approval.extract().header("Location").replaceFirst("^https?://[^/]+", "");
    get(where).statusCode(200).body("id", equalTo(id)).body("status", equalTo("pending"));
    isProblem(decide("engineer", id), 403, "forbidden");
    decide("admin", id).statusCode(200);
    get(where).body("status", equalTo("approved")).body("decidedBy.name", notNullValue());
    isProblem(get("/api/approvals/" + UUID.randomUUID()), 404, "not-found");
    get(policy).body("status", equalTo("active")).body("activatedAt", notNullValue());
    get("/api/audit/records/backup_policy/" + policy.replaceAll(".*/", ""))
        .body("items.action", contains("backup_policy.changed", "backup_policy.proposed"));
  }

  @Test
  void a_change_waits_for_a_second_person_and_leaves_out_what_it_does_not_name() {
    var policy = active("{}");
    var change =
        change(
                policy,
                "{\"rto\": \"PT30M\", \"cadence\": {\"full\": \"P1D\"}, \"reason\": \"an audit\"}")
            .statusCode(202)
            .body("payload.rto", equalTo("PT30M"))
            .body("payload.rpo", equalTo("PT5M"))
            .extract()
            .<String>path("id");
    get(policy).body("rto", equalTo("PT1H"));
    isProblem(change(policy, "{\"rto\": \"PT2H\", \"reason\": \"x\"}"), 409, "conflict");
    decide("compliance", change).statusCode(200);
    get(policy)
        .body("rto", equalTo("PT30M"))
        .body("cadence.full", equalTo("PT24H"))
        .body("cadence.incremental", equalTo("PT24H"))
        .body("status", equalTo("active"));
    isInvalid(change(policy, "{\"rto\": \"PT2H\"}"), "/reason");
    isInvalid(change(policy, "{\"target\": \"other\", \"reason\": \"x\"}"), "/target");
    isInvalid(
        change(policy, "{\"cadence\": {\"full\": null, \"incremental\": null}, \"reason\": \"x\"}"),
        "/cadence");
    isProblem(
        as("engineer")
            .header("If-Match", "\"0\"")
            .contentType(MERGE_PATCH)
            .body("{\"rto\": \"PT2H\", \"reason\": \"x\"}")
            .patch(policy)
            .then(),
        412,
        "stale-version");
  }

  @Test
  void the_one_who_asked_is_no_second_person_and_a_no_leaves_all_as_it_was() {
    var policy = active("{}");
    var asked =
        as("admin")
            .contentType(MERGE_PATCH)
            .body("{\"rto\": \"PT2H\", \"reason\": \"x\"}")
            .patch(policy)
            .then()
            .statusCode(202)
            .extract()
            .<String>path("id");
    isProblem(decide("admin", asked), 403, "forbidden");
    as("compliance")
        .contentType(ContentType.JSON)
        .body("{\"decision\": \"rejected\", \"reason\": \"too long\"}")
        .post("/api/approvals/" + asked + "/decision")
        .then()
        .statusCode(200);
    get(policy).body("rto", equalTo("PT1H")).body("version", is(1));
  }

  @Test
  void a_policy_is_retired_and_can_hold_again() {
    var policy = active("{}");
    agree(change(policy, "{\"retired\": true, \"reason\": \"the database is gone\"}"));
    get(policy).body("status", equalTo("retired"));
    agree(change(policy, "{\"retired\": false, \"reason\": \"it is back\"}"));
    get(policy).body("status", equalTo("active"));
    var proposed =
        BACKUP_POLICIES
            + "/"
            + engineer(BACKUP_POLICIES, backupPolicy("{\"target\": \"%s-2\"}".formatted(target)))
                .extract()
                .<String>path("recordId");
    isProblem(
        change(proposed, "{\"retired\": true, \"reason\": \"x\"}"), 409, "forbidden-transition");
  }

  @Test
  void a_bad_policy_names_every_bad_field_and_keeps_nothing() {
    var before = Sql.everything();
    isInvalid(
        engineer(
            BACKUP_POLICIES,
            "{\"target\": \" x\", \"cadence\": {\"full\": \"weekly\"}, \"rpo\": \"P1Y\", \"retention\": {\"days\": 0}, \"reason\": \" \"}"),
        "/target",
        "/owner",
        "/cadence/full",
        "/rpo",
        "/rto",
        "/retention/days",
        "/reason");
    isInvalid(
        propose(
            "{\"cadence\": {}, \"retention\": {}, \"rpo\": \"PT0S\", \"rto\": \"PT1.5S\", \"tolerance\": \"-PT1S\"}"),
        "/cadence",
        "/retention",
        "/rpo",
        "/rto",
        "/tolerance");
    isInvalid(propose("{\"cadence\": {\"full\": \"P3651D\"}}"), "/cadence/full");
    assertThat(Sql.everything()).isEqualTo(before);
  }

  @Test
  void policies_are_listed_and_filtered() {
    var policy = active("{}").replaceAll(".*/", "");
    get(BACKUP_POLICIES + "?target=" + target).body("items.id", contains(policy));
    get(BACKUP_POLICIES + "?target=" + target + "&status=retired").body("items", empty());
    get(BACKUP_POLICIES + "?owner=Platform&status=active&sort=-createdAt").statusCode(200);
    isInvalid(get(BACKUP_POLICIES + "?status=x&sort=x"), "?status", "?sort");
    isProblem(get(BACKUP_POLICIES + "/0199f0f0-0000-7000-8000-000000000000"), 404, "not-found");
  }

  @Test
  void retention_lets_go_what_the_policy_does_not_keep_and_nothing_else() {
    var old = completed("full", null, 40);
    var onOld = completed("incremental", old, 39);
    var kept = completed("full", null, 20);
    var newest = completed("incremental", kept, 5);
    plan()
        .statusCode(200)
        .body("policyId", nullValue())
        .body("mayExpire", empty())
        .body("keep.backupId", contains(old, onOld, kept, newest));
    var policy = active("{\"retention\": {\"fulls\": 1}}");
    plan()
        .body("policyId", equalTo(policy.replaceAll(".*/", "")))
        .body("mayExpire.backupId", contains(onOld, old))
        .body("totalMayExpire", is(2))
        .body("keep.backupId", contains(kept, newest))
        .body("keep[0].reasons", contains("recent_full", "needed"))
        .body("keep[0].neededBy", equalTo(newest))
        .body("keep[1].reasons", contains("recent_full", "newest"));
    isProblem(expire(kept), 409, "conflict").body("detail", containsString(newest));
    isProblem(expire(newest), 409, "conflict")
        .body("detail", containsString("one of the fulls that the policy keeps"));
    isProblem(expire(old), 409, "conflict").body("detail", containsString(onOld));
    expire(onOld).statusCode(200);
    expire(old).statusCode(200);
    plan().body("mayExpire", empty());
    isInvalid(get("/api/backup/retention"), "?target");
    get("/api/backup/retention?target=nothing-here").body("keep", empty());
  }

  /// Random chains, each plan carried out, each refusal taken: what is left can be restored.
  @Test
  void whatever_was_let_go_a_kept_backup_can_be_restored() {
    var random = new Random(20_260_131);
    active("{\"retention\": {\"days\": 10, \"fulls\": 1}}");
    var all = new ArrayList<String>();
    for (int day = 40; day > 0; day -= 2) {
      var parent =
          all.isEmpty() || random.nextInt(4) == 0 ? null : all.get(random.nextInt(all.size()));
      var id = begun(parent == null ? "full" : "incremental", parent, day);
      if (id == null) {
        continue;
      }
      if (random.nextInt(6) == 0) {
        backups("PATCH", BACKUPS + "/" + id + "/fail", "{\"failureReason\": \"x\"}")
            .statusCode(200);
      } else {
        complete(id, day);
        all.add(id);
      }
      if (random.nextInt(3) == 0) {
        expire(all.isEmpty() ? id : all.get(random.nextInt(all.size())));
      }
    }
    for (var id : plan().extract().<List<String>>path("mayExpire.backupId")) {
      expire(id).statusCode(200);
    }
    List<String> kept = plan().body("mayExpire", empty()).extract().path("keep.backupId");
    assertThat(kept).isNotEmpty();
    for (var id : kept) {
      get(BACKUPS + "/" + id + "/chain").body("restorable", is(true));
      backups("POST", BACKUPS + "/" + id + "/restore", "{\"targetEnvironment\": \"drill\"}")
          .statusCode(201);
    }
  }

  private ValidatableResponse propose(String fields) {
    var own = "{\"target\": \"%s\"".formatted(target);
    return engineer(
        BACKUP_POLICIES,
        backupPolicy(fields.equals("{}") ? own + "}" : own + ", " + fields.substring(1)));
  }

  /// The path of a policy that holds.
  private String active(String fields) {
    var approval = propose(fields).statusCode(202).extract();
    decide("compliance", approval.path("id")).statusCode(200);
    return BACKUP_POLICIES + "/" + approval.<String>path("recordId");
  }

  private static ValidatableResponse change(String policy, String body) {
    return as("engineer").contentType(MERGE_PATCH).body(body).patch(policy).then();
  }

  private static void agree(ValidatableResponse asked) {
    decide("compliance", asked.statusCode(202).extract().path("id")).statusCode(200);
  }

  private static ValidatableResponse decide(String role, String approval) {
    return as(role)
        .contentType(ContentType.JSON)
        .body("{\"decision\": \"approved\", \"reason\": \"checked\"}")
        .post("/api/approvals/" + approval + "/decision")
        .then();
  }

  private ValidatableResponse plan() {
    return get("/api/backup/retention?target=" + target);
  }

  private static ValidatableResponse expire(String id) {
    return backups("PATCH", BACKUPS + "/" + id + "/expire", "{\"reason\": \"by the plan\"}");
  }

  private String completed(String type, String parent, int daysAgo) {
    var id = begun(type, parent, daysAgo);
    complete(id, daysAgo);
    return id;
  }

  /// The id of a backup of that many days ago; null when its parent has gone.
  private String begun(String type, String parent, int daysAgo) {
    var fields =
        "{\"target\": \"%s\", \"backupType\": \"%s\", \"startedAt\": \"%s\", \"parentBackupId\": %s}"
            .formatted(target, type, at(daysAgo), parent == null ? "null" : "\"" + parent + "\"");
    if (parent != null
        && !get(BACKUPS + "/" + parent).extract().path("status").equals("completed")) {
      return null;
    }
    return begunBackup(fields);
  }

  private static void complete(String id, int daysAgo) {
    backups(
            "PATCH",
            BACKUPS + "/" + id + "/complete",
            completion("{\"completedAt\": \"%s\"}".formatted(at(daysAgo))))
        .statusCode(200);
  }

  private static Instant at(int daysAgo) {
    return Instant.now().truncatedTo(ChronoUnit.DAYS).minus(daysAgo, ChronoUnit.DAYS);
  }
}
