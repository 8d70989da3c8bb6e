package io.trustfabric.ledger.verify;

import static io.trustfabric.testing.Api.as;
import static io.trustfabric.testing.Api.isProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.trustfabric.testing.Api;
import io.trustfabric.testing.Await;
import io.trustfabric.testing.PostgresResource;
import io.trustfabric.testing.Sql;
import io.trustfabric.testing.TlogProgram;
import io.trustfabric.testing.Together;
import io.trustfabric.testing.Tokens;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@TestProfile(FilledLedger.Clean.class)
class VerificationTest {

  private static final String VERIFY = "/api/audit/verify";
  private static final String VERIFICATIONS = "/api/audit/verifications";

  @TestHTTPResource("/")
  String url;

  @Inject VerificationSchedule schedule;

  @BeforeEach
  void fill() {
    FilledLedger.fill();
    awaitNoneRunning();
  }

  @Test
  void a_ledger_nobody_touched_is_verified_and_that_is_a_line() {
    var id = begun("auditor");
    var ended = ended(id);
    assertThat(ended.getString("status")).isEqualTo("verified");
    assertThat(ended.getString("cause")).isEqualTo("requested");
    assertThat(ended.getLong("lineCount")).isGreaterThan(280);
    assertThat(ended.getLong("batchRowCount")).isGreaterThanOrEqualTo(39);
    assertThat(ended.getLong("recordCount"))
        .isGreaterThanOrEqualTo(Sql.number("SELECT count(*) FROM security_events"));
    assertThat(ended.getLong("checkpointCount")).isPositive();
    assertThat(ended.getObject("progress", Object.class)).isNull();
    assertThat(ended.getString("completedAt")).isNotNull();
    as("viewer")
        .get("/api/audit/records/ledger_verification/" + id)
        .then()
        .statusCode(200)
        .body("items.action", hasItem("ledger_verification.started"))
        .body("items.action", hasItem("ledger_verification.verified"));
  }

  @Test
  void a_changed_row_is_named_with_its_field_and_becomes_one_critical_event() {
    var event = Api.recorded("{\"title\": \"as it was\"}");
    Sql.run("UPDATE security_events SET assignee = 'mallory' WHERE id = '%s'".formatted(event));
    String first;
    try {
      var ended = ended(begun("compliance"));
      assertThat(ended.getString("status")).isEqualTo("failed");
      assertThat(ended.getString("finding.check")).isEqualTo("records");
      assertThat(ended.getString("finding.recordType")).isEqualTo("security_event");
      assertThat(ended.getString("finding.recordId")).isEqualTo(event);
      assertThat(ended.getString("finding.problem")).contains("assignee").doesNotContain("mallory");
      assertThat(ended.getString("finding.expected"))
          .isEqualTo(
              Sql.one(
                  "SELECT encode(state_sha256, 'hex') FROM audit_log WHERE record_id = ?::uuid",
                  event));
      assertThat(ended.getString("finding.actual")).matches("[0-9a-f]{64}");
      first = ended.getString("securityEventId");
      Api.read(first)
          .body("severity", equalTo("critical"))
          .body("status", equalTo("open"))
          .body("resource", equalTo("security_event " + event))
          .body("occurrences", equalTo(1));
      assertThat(ended(begun("security")).getString("securityEventId")).isEqualTo(first);
      Api.read(first).body("occurrences", equalTo(2));
    } finally {
      Sql.run("UPDATE security_events SET assignee = NULL WHERE id = '%s'".formatted(event));
    }
    assertThat(ended(begun("admin")).getString("status")).isEqualTo("verified");
  }

  @Test
  void one_runs_at_a_time_in_all_processes() {
    var answers =
        Together.run(6, i -> as("auditor").post(VERIFY).then().extract().statusCode()).stream()
            .collect(Collectors.groupingBy(status -> status, Collectors.counting()));
    assertThat(answers.keySet()).isSubsetOf(Set.of(201, 409));
    assertThat(answers.get(201)).isPositive();
    awaitNoneRunning();
  }

  @Test
  void while_one_runs_another_is_refused_and_one_that_fell_silent_is_given_up() {
    var id = ended(begun("auditor")).getString("id");
    Sql.run(
        """
        UPDATE ledger_verifications SET status = 'running', completed_at = NULL, line_count = NULL, batch_row_count = NULL,
          checkpoint_count = NULL, record_count = NULL, without_value_count = NULL WHERE id = '%s'
        """
            .formatted(id));
    Sql.run("UPDATE ledger_verification_progress SET told_at = now(), looking_at = 'lines'");
    isProblem(as("auditor").post(VERIFY).then(), 409, "conflict")
        .body("detail", equalTo("Verification %s is running.".formatted(id)));
    assertThat(schedule.beginWhenDue()).isFalse();
    as("auditor")
        .get(VERIFICATIONS + "/" + id)
        .then()
        .body("status", equalTo("running"))
        .body("progress.check", equalTo("lines"))
        .body("finding", nullValue());
    Sql.run("UPDATE ledger_verification_progress SET told_at = now() - interval '3 minutes'");
    var next = begun("auditor");
    as("auditor")
        .get(VERIFICATIONS + "/" + id)
        .then()
        .body("status", equalTo("aborted"))
        .body("lineCount", nullValue());
    ended(next);
  }

  @Test
  void the_schedule_verifies_when_none_was_made_for_long() {
    ended(begun("auditor"));
    assertThat(schedule.beginWhenDue()).isFalse();
    Sql.run("UPDATE ledger_verifications SET created_at = created_at - interval '25 hours'");
    try {
      assertThat(schedule.beginWhenDue()).isTrue();
      awaitNoneRunning();
    } finally {
      Sql.run(
          """
          UPDATE ledger_verifications SET created_at = created_at + interval '25 hours'
          WHERE created_at < now() - interval '24 hours'
          """);
    }
    as("auditor")
        .get(VERIFICATIONS + "?cause=scheduled")
        .then()
        .statusCode(200)
        .body("items[0].createdBy.issuer", equalTo("urn:trust-fabric"))
        .body("items[0].status", equalTo("failed"));
    assertThat(ended(begun("auditor")).getString("status")).isEqualTo("verified");
  }

  @Test
  void lists_are_narrowed_and_unknown_ones_are_not_there() {
    ended(begun("auditor"));
    as("security")
        .get(VERIFICATIONS + "?status=verified&limit=1")
        .then()
        .statusCode(200)
        .body("items[0].status", equalTo("verified"));
    isProblem(as("auditor").get(VERIFICATIONS + "?status=perfect").then(), 400, "invalid-request");
    isProblem(as("auditor").get(VERIFICATIONS + "/" + UUID.randomUUID()).then(), 404, "not-found");
    isProblem(as("viewer").post(VERIFY).then(), 403, "forbidden");
  }

  @Test
  void a_program_that_knows_nothing_of_our_code_verifies_what_is_served(@TempDir Path folder)
      throws Exception {
    TlogProgram.built();
    var keys = folder.resolve("keys");
    Files.writeString(
        keys, as("viewer").get("/api/audit/keys").then().extract().path("items[0].verifierKey"));
    var token = folder.resolve("token");
    Files.writeString(token, Tokens.person("auditor"));
    String[] log = {
      "log",
      "-from",
      url + "api/audit",
      "-keys",
      keys.toString(),
      "-token",
      token.toString(),
      "-kept",
      folder.resolve("kept").toString(),
      "-first"
    };
    var first = TlogProgram.run(log);
    assertThat(first.exitCode()).as(first.output()).isZero();
    Api.recorded("{}");
    FilledLedger.awaitSealed();
    log[log.length - 1] = "-first=false";
    var second = TlogProgram.run(log);
    assertThat(second.exitCode()).as(second.output()).isZero();
    assertThat(second.output()).contains("older:     1 checkpoints");

    var proof = folder.resolve("proof");
    Files.write(
        proof, as("auditor").get("/api/audit/entries/3/tlog-proof").then().extract().asByteArray());
    var proved = TlogProgram.run("proof", "-keys", keys.toString(), proof.toString());
    assertThat(proved.exitCode()).as(proved.output()).isZero();
  }

  private static String begun(String role) {
    var answer = as(role).post(VERIFY).then().statusCode(201).extract();
    assertThat(answer.header("Location")).isEqualTo(VERIFICATIONS + "/" + answer.path("id"));
    assertThat(answer.<String>path("status")).isEqualTo("running");
    return answer.path("id");
  }

  private static JsonPath ended(String id) {
    Await.until(
        "it has ended",
        Duration.ofSeconds(60),
        () -> !read(id).getString("status").equals("running"));
    return read(id);
  }

  private static JsonPath read(String id) {
    return as("auditor").get(VERIFICATIONS + "/" + id).then().statusCode(200).extract().jsonPath();
  }

  private static void awaitNoneRunning() {
    Await.until(
        "none runs",
        Duration.ofSeconds(60),
        () ->
            Sql.number("SELECT count(*) FROM ledger_verifications WHERE status = 'running'") == 0);
  }
}
