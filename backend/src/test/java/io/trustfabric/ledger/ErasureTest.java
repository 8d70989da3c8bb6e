package io.trustfabric.ledger;

import static io.trustfabric.testing.Api.isInvalid;
import static io.trustfabric.testing.Api.isProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.trustfabric.testing.Api;
import io.trustfabric.testing.Databases;
import io.trustfabric.testing.HttpApi;
import io.trustfabric.testing.LedgerVerifier;
import io.trustfabric.testing.PostgresResource;
import io.trustfabric.testing.Sql;
import io.trustfabric.testing.Together;
import io.trustfabric.testing.Tokens;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/// What two people erase is gone for good, and nothing that was proved is lost by it.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class ErasureTest {

  private static final String ERASURES = "/api/audit/erasures";

  @Test
  void what_two_people_erase_is_gone_from_lines_and_row_and_every_proof_still_holds()
      throws Exception {
    var secret = "PERSONAL" + UUID.randomUUID();
    var id =
        Api.recorded(
            "{\"title\": \"%1$s\", \"actor\": \"%1$s\", \"fingerprint\": \"%1$s\", \"metadata\": {\"who\": \"%1$s\"}}"
                .formatted(secret));
    var path = Api.EVENTS + "/" + id;
    Api.patch(path, "{\"description\": \"%1$s\", \"reason\": \"%1$s\"}".formatted(secret))
        .statusCode(200);
    Api.patch(path, "{\"description\": \"b %s\"}".formatted(secret)).statusCode(200);
    TestLedger.awaitOrder();
    var lines = "SELECT count(*) FROM audit_log WHERE record_id = '%s'".formatted(id);
    var rolling = rolling();
    var before = Instant.now();
    assertThat(holding(secret)).isPositive();

    var approval = asked("security_event", id, "").statusCode(202).extract().<String>path("id");
    assertThat(holding(secret)).isPositive();
    decided(approval, "approved").statusCode(200);
    TestLedger.awaitOrder();

    assertThat(holding(secret)).isZero();
    assertThat(rolling()).as("nothing that had a position has changed").startsWith(rolling);
    assertThat(TestLedger.count(lines)).isEqualTo(5);
    var report = LedgerVerifier.verify(TestLedger.adminUrl());
    assertThat(report.broken()).doesNotContainKeys(id, approval);
    assertThat(report.records()).containsKeys(id, approval);
    Api.read(id)
        .body("title", equalTo("erased"))
        .body("actor", equalTo("erased"))
        .body("description", equalTo("erased"))
        .body("resource", nullValue())
        .body("metadata", equalTo(java.util.Map.of("erased", true)))
        .body("createdBy.subject", equalTo("service-account-ingest_events"))
        .header("ETag", equalTo("\"3\""));
    for (var moment : List.of("?asOf=" + before, "?asOf=" + Instant.now())) {
      Api.get(path + moment)
          .statusCode(200)
          .body("title", equalTo("erased"))
          .body("description", equalTo("erased"))
          .body("severity", equalTo("high"))
          .body("asOf.erased", hasItems("/title", "/description", "/metadata"))
          .body("asOf.erased", not(hasItem("/createdBy/name")));
    }
    tombstone(id, approval);
    Api.as("auditor")
        .get(ERASURES + "?recordId=" + id)
        .then()
        .statusCode(200)
        .body("items.approvalId", equalTo(List.of(approval)))
        .body("items[0].status", equalTo("approved"))
        .body("items[0].gdprReference", equalTo("DSR-7"))
        .body("items[0].decidedBy.subject", equalTo("compliance"))
        .body("items[0].erasedValues", equalTo(8));
  }

  private static void tombstone(String id, String approval) {
    Api.get("/api/audit/records/security_event/" + id)
        .body("items[0].action", equalTo("personal_data.erased"))
        .body("items[0].change.approvalId", equalTo(approval))
        .body("items[0].change.gdprReference", equalTo("DSR-7"))
        .body("items[1].action", equalTo("security_event.erased"))
        .body("items[1].actor.subject", equalTo("compliance"))
        .body("items[3].reason", nullValue());
  }

  @Test
  void only_the_fields_named_go_and_work_goes_on_afterwards() throws Exception {
    var id = Api.recorded("{\"title\": \"stays\", \"actor\": \"jane\"}");
    decided(
            asked("security_event", id, ", \"fields\": [\"/actor\"]").extract().path("id"),
            "approved")
        .statusCode(200);
    Api.patch(Api.EVENTS + "/" + id, "{\"description\": \"after\"}").statusCode(200);
    TestLedger.awaitOrder();
    Api.read(id).body("title", equalTo("stays")).body("actor", equalTo("erased"));
    Api.get(Api.EVENTS + "/" + id + "?asOf=" + Instant.now())
        .body("asOf.erased", equalTo(List.of("/actor")))
        .body("title", equalTo("stays"))
        .body("description", equalTo("after"));
    assertThat(LedgerVerifier.verify(TestLedger.adminUrl()).broken()).doesNotContainKey(id);
  }

  @Test
  void a_row_of_a_batch_and_records_of_other_kinds_are_erased_likewise() throws Exception {
    var secret = "PERSONAL" + UUID.randomUUID();
    var batch =
        Api.with(Tokens.machine("ingest_events"))
            .contentType(ContentType.JSON)
            .body(
                "[%s,%s]"
                    .formatted(
                        HttpApi.event(secret, ", \"actor\": \"%s\"".formatted(secret)),
                        HttpApi.event("other", "")))
            .post(Api.EVENTS + "/batch")
            .then()
            .statusCode(201)
            .extract()
            .<List<String>>path("ids");
    var incident = Api.opened("{\"title\": \"%1$s\", \"summary\": \"%1$s\"}".formatted(secret));
    var result =
        Api.engineer(Api.REGRESSION, Api.result("{\"errorMessage\": \"%s\"}".formatted(secret)))
            .extract()
            .<String>path("id");
    var rotation =
        Api.post(Api.ROTATIONS, Api.rotation("{\"owner\": \"%s\"}".formatted(secret)))
            .extract()
            .<String>path("id");
    erased("security_event", batch.getFirst());
    erased("incident", incident);
    erased("regression_test_result", result);
    erased("secret_rotation", rotation);
    TestLedger.awaitOrder();

    assertThat(holding(secret)).isZero();
    Api.read(batch.getFirst()).body("title", equalTo("erased"));
    Api.read(batch.get(1)).body("title", equalTo("other"));
    Api.get(Api.REGRESSION + "/" + result).body("errorMessage", equalTo("erased"));
    assertThat(LedgerVerifier.verify(TestLedger.adminUrl()).broken())
        .doesNotContainKeys(batch.getFirst(), batch.get(1), incident, result, rotation);
  }

  @Test
  void an_account_under_review_is_erased_once_the_review_is_over() throws Exception {
    var review = Api.started("[{\"username\": \"vera\", \"currentPermissions\": [\"viewer\"]}]");
    var item = Api.items(review).getFirst();
    isProblem(asked("access_review_item", item, ""), 409, "conflict")
        .body("detail", containsString("review is not over"));
    Api.compliance(
            "PATCH",
            Api.REVIEWS + "/" + review + "/status",
            "{\"status\": \"cancelled\", \"reason\": \"x\"}")
        .statusCode(200);
    erased("access_review_item", item);
    erased("access_review", review);
    TestLedger.awaitOrder();
    Api.get(Api.REVIEWS + "/" + review + "/items/" + item)
        .body("username", equalTo("erased"))
        .body("identityUnresolved", equalTo(false));
    Api.get(Api.REVIEWS + "/" + review).body("populationSha256", equalTo("0".repeat(64)));
    assertThat(LedgerVerifier.verify(TestLedger.adminUrl()).broken())
        .doesNotContainKeys(review, item);
  }

  @Test
  void one_person_alone_erases_nothing() {
    var id = Api.recorded("{\"title\": \"kept\"}");
    for (var role : List.of("viewer", "auditor", "engineer", "security")) {
      isProblem(
          Api.as(role)
              .contentType(ContentType.JSON)
              .body(body("security_event", id, ""))
              .post(ERASURES)
              .then(),
          403,
          "forbidden");
    }
    isProblem(Api.as("engineer").get(ERASURES).then(), 403, "forbidden");
    var approval = asked("security_event", id, "").statusCode(202).extract().<String>path("id");
    isProblem(decided("admin", approval, "approved"), 403, "forbidden");
    isProblem(decided("security", approval, "approved"), 403, "forbidden");
    decided(approval, "rejected").statusCode(200);
    Api.read(id).body("title", equalTo("kept"));
    isProblem(decided("compliance", approval, "approved"), 409, "forbidden-transition");
  }

  @Test
  void what_is_not_there_or_is_kept_is_refused_with_its_reason() {
    var id = Api.recorded("{}");
    isInvalid(asked("security_event", UUID.randomUUID().toString(), ""), "/recordId");
    isInvalid(asked("incident", id, ""), "/recordId");
    isInvalid(asked("no_such_kind", id, ""), "/recordId");
    isInvalid(asked("../x", id, ""), "/recordType");
    isInvalid(
        asked(
            "security_event", id, ", \"fields\": [\"/title\", \"/createdBy/name\", \"/severity\"]"),
        "/fields/1",
        "/fields/2");
    assertThat(
            Api.errors(asked("security_event", id, ", \"fields\": [\"/actorName\"]"))
                .get("/fields/0"))
        .contains("who acted must stay known");
    isInvalid(asked("security_event", id, ", \"fields\": []"), "/fields");
    isInvalid(
        Api.compliance(
            "POST",
            ERASURES,
            "{\"recordType\": \"security_event\", \"recordId\": \"%s\", \"gdprReference\": \"Jane Doe\", \"reason\": \" \"}"
                .formatted(id)),
        "/gdprReference",
        "/reason");
    isProblem(asked("compliance_evidence", Api.drafted("{}"), ""), 409, "conflict")
        .body("detail", containsString("kept"));
    isProblem(
            asked(
                "security_event",
                Api.recorded(
                    "{\"eventType\": \"data_breach\", \"severity\": \"critical\", \"personalData\": true}"),
                ""),
            409,
            "conflict")
        .body("detail", containsString("authority"));
  }

  @Test
  void nothing_is_erased_twice() {
    var id = Api.recorded("{}");
    var approval = asked("security_event", id, "").statusCode(202).extract().<String>path("id");
    isProblem(asked("security_event", id, ""), 409, "conflict");
    decided(approval, "approved").statusCode(200);
    isProblem(decided(approval, "approved"), 409, "forbidden-transition");
    isProblem(asked("security_event", id, ""), 409, "conflict")
        .body("detail", equalTo("Nothing of this is left to erase."));
  }

  @Test
  void what_has_changed_since_it_was_asked_for_is_asked_anew() {
    var id = Api.recorded("{\"title\": \"kept\"}");
    var approval = asked("security_event", id, "").extract().<String>path("id");
    Api.patch(Api.EVENTS + "/" + id, "{\"description\": \"new\"}").statusCode(200);
    isProblem(decided(approval, "approved"), 409, "conflict");
    Api.read(id).body("title", equalTo("kept"));
  }

  @Test
  void of_two_yeses_at_once_and_edits_meanwhile_nothing_comes_back() throws Exception {
    for (int round = 0; round < 4; round++) {
      var secret = "PERSONAL" + UUID.randomUUID();
      var id = Api.recorded("{\"actor\": \"%1$s\"}".formatted(secret));
      var approval = asked("security_event", id, "").extract().<String>path("id");
      Callable<Integer> yes = () -> decided(approval, "approved").extract().statusCode();
      Callable<Integer> edit =
          () -> Api.patch(Api.EVENTS + "/" + id, "{\"assignee\": \"x\"}").extract().statusCode();
      var statuses = Together.run(List.of(yes, yes, edit, edit));
      assertThat(statuses).allMatch(status -> status == 200 || status == 409);
      assertThat(statuses.subList(0, 2)).as("at most one yes counts").contains(409);
      if (statuses.subList(0, 2).contains(200)) {
        assertThat(holding(secret)).isZero();
      }
      TestLedger.awaitOrder();
      assertThat(LedgerVerifier.verify(TestLedger.adminUrl()).broken()).doesNotContainKey(id);
    }
  }

  @Test
  void the_database_itself_refuses_what_two_people_did_not_agree_on() throws SQLException {
    var id = Api.recorded("{}");
    var pending = asked("security_event", id, "").extract().<String>path("id");
    var other = Api.recorded("{}");
    var rejected = asked("security_event", other, "").extract().<String>path("id");
    decided(rejected, "rejected").statusCode(200);
    for (var approval : List.of(pending, rejected, UUID.randomUUID().toString())) {
      assertThat(sqlState(Databases.APP, "SELECT erase_personal_values('%s')".formatted(approval)))
          .isEqualTo("23514");
    }
    var row =
        "WHERE line_id = (SELECT max(id) FROM audit_log WHERE record_id = '%s')".formatted(id);
    for (var sql :
        List.of(
            "DELETE FROM ledger_payloads " + row,
            "UPDATE ledger_payloads SET personal = '{}' " + row,
            "INSERT INTO ledger_erasures (approval_id, record_type, record_id, fields, erased_values) VALUES ('%s', 'security_event', '%s', '{/title}', 0)"
                .formatted(pending, id),
            "DELETE FROM ledger_erasures",
            "INSERT INTO ledger_erasable (record_type, pointer, table_name, column_name) VALUES ('approval', '/a', 'a', 'a')")) {
      assertThat(sqlState(Databases.APP, sql)).as(sql).isEqualTo("42501");
    }
    assertThat(sqlState(Databases.OWNER, "UPDATE ledger_payloads SET personal = '{}' " + row))
        .isEqualTo("23000");
    assertThat(
            sqlState(
                Databases.OWNER,
                "INSERT INTO ledger_erasures (approval_id, record_type, record_id, fields, erased_values) VALUES ('%s', 'security_event', '%s', '{/title}', 0)"
                    .formatted(pending, id)))
        .isEqualTo("23514");
    Api.read(id).body("title", not(equalTo("erased")));
  }

  @Test
  void an_approval_that_the_ledger_does_not_know_erases_nothing() throws SQLException {
    var id = Api.recorded("{}");
    var pending = asked("security_event", id, "").extract().<String>path("id");
    // As an application gone wrong would: it may write approvals.
    try (var connection = TestLedger.asApp();
        var statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute(
          "UPDATE approvals SET status = 'approved', decided_by_issuer = requested_by_issuer, decided_by_subject = 'made up', decided_at = now(), id = '%s' WHERE id = '%s'"
              .formatted(UUID.randomUUID(), pending));
      try (var forged =
          statement.executeQuery("SELECT id FROM approvals WHERE record_id = '%s'".formatted(id))) {
        forged.next();
        var forgedId = forged.getString(1);
        assertThat(stateOf(connection, "SELECT erase_personal_values('%s')".formatted(forgedId)))
            .isEqualTo("23514");
      }
      connection.rollback();
    }
    Api.read(id).body("title", not(equalTo("erased")));
  }

  @Test
  void an_erasure_takes_nothing_that_it_does_not_name() throws SQLException {
    var id = Api.recorded("{\"actor\": \"jane\"}");
    var other = Api.recorded("{\"actor\": \"joan\"}");
    var approval =
        asked("security_event", id, ", \"fields\": [\"/actor\"]").extract().<String>path("id");
    try (var connection = TestLedger.as(Databases.OWNER);
        var statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute(
          "UPDATE approvals SET status = 'approved', decided_by_issuer = requested_by_issuer, decided_by_subject = 'second', decided_at = now() WHERE id = '%s'"
              .formatted(approval));
      statement.execute("SELECT erase_personal_values('%s')".formatted(approval));
      statement.execute("SAVEPOINT erased");
      var of = "WHERE line_id = (SELECT max(id) FROM audit_log WHERE record_id = '%s')";
      for (var sql :
          List.of(
              "UPDATE ledger_payloads SET personal = personal - '/change/title/after' "
                  + of.formatted(id),
              "UPDATE ledger_payloads SET personal = personal - '/change/actor/after' "
                  + of.formatted(other),
              "UPDATE ledger_payloads SET personal = personal || '{\"/change/actor/after\": 1}' "
                  + of.formatted(id),
              "UPDATE ledger_payloads SET change = 'x' " + of.formatted(id),
              "DELETE FROM ledger_payloads " + of.formatted(id))) {
        assertThat(stateOf(connection, sql)).as(sql).isEqualTo("23000");
        statement.execute("ROLLBACK TO SAVEPOINT erased");
      }
      connection.rollback();
    }
  }

  private static String stateOf(java.sql.Connection connection, String sql) {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
      return null;
    } catch (SQLException e) {
      return e.getSQLState();
    }
  }

  private static String sqlState(String role, String sql) throws SQLException {
    try (var connection = TestLedger.as(role)) {
      return stateOf(connection, sql);
    }
  }

  /// In how many rows of ledger and records a text still stands.
  private static long holding(String text) throws SQLException {
    return TestLedger.count(
        """
        SELECT (SELECT count(*) FROM ledger_payloads WHERE position('%1$s' IN personal::text) > 0 OR position('%1$s'::bytea IN change) > 0)
          + (SELECT count(*) FROM audit_log WHERE position('%1$s'::bytea IN bytes) > 0)
          + (SELECT count(*) FROM ledger_batch_rows WHERE position('%1$s'::bytea IN bytes) > 0)
          + (SELECT count(*) FROM security_events t WHERE position('%1$s' IN to_jsonb(t)::text) > 0)
          + (SELECT count(*) FROM event_fingerprints t WHERE position('%1$s' IN to_jsonb(t)::text) > 0)
          + (SELECT count(*) FROM incidents t WHERE position('%1$s' IN to_jsonb(t)::text) > 0)
          + (SELECT count(*) FROM regression_test_results t WHERE position('%1$s' IN to_jsonb(t)::text) > 0)
          + (SELECT count(*) FROM secret_rotation_log t WHERE position('%1$s' IN to_jsonb(t)::text) > 0)
        """
            .formatted(text));
  }

  /// All leaves so far, one after the other.
  private static String rolling() {
    return Sql.one(
        "SELECT string_agg(encode(leaf, 'hex'), '' ORDER BY position) FROM ledger_positions");
  }

  private static void erased(String type, String id) {
    decided(asked(type, id, "").statusCode(202).extract().path("id"), "approved").statusCode(200);
  }

  private static ValidatableResponse asked(String type, String id, String more) {
    return Api.as("admin")
        .contentType(ContentType.JSON)
        .body(body(type, id, more))
        .post(ERASURES)
        .then();
  }

  private static String body(String type, String id, String more) {
    return """
        {"recordType": "%s", "recordId": "%s", "gdprReference": "DSR-7", "reason": "the person asked"%s}
        """
        .formatted(type, id, more);
  }

  private static ValidatableResponse decided(String approval, String decision) {
    return decided("compliance", approval, decision);
  }

  private static ValidatableResponse decided(String role, String approval, String decision) {
    return Api.as(role)
        .contentType(ContentType.JSON)
        .body("{\"decision\": \"%s\", \"reason\": \"checked\"}".formatted(decision))
        .post("/api/approvals/" + approval + "/decision")
        .then();
  }
}
