package io.trustfabric.security.events;

import static io.trustfabric.testing.Api.EVENTS;
import static io.trustfabric.testing.Api.as;
import static io.trustfabric.testing.Api.isInvalid;
import static io.trustfabric.testing.Api.isProblem;
import static io.trustfabric.testing.Api.read;
import static io.trustfabric.testing.Api.recorded;
import static io.trustfabric.testing.Api.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.trustfabric.testing.Api;
import io.trustfabric.testing.PostgresResource;
import io.trustfabric.testing.Sql;
import io.trustfabric.testing.Tokens;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class AuthorityReportTest {

  private static final String APPROVALS = "/api/approvals";

  @Inject DataSource asApplication;

  @Test
  void a_report_that_is_required_is_due_72_hours_after_we_became_aware() {
    var aware = Instant.now().minus(1, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS);
    var id = recorded("{\"awareAt\": \"%s\"}".formatted(aware));
    report(id, "{\"required\": true}")
        .statusCode(200)
        .body("authorityReport.authority", equalTo("gdpr_art_33"))
        .body("authorityReport.dueAt", equalTo(aware.plus(72, ChronoUnit.HOURS).toString()))
        .body("authorityReport.state", equalTo("due"))
        .body("version", is(1));
    report(id, "{\"authority\": \"hipaa\"}")
        .body("authorityReport.dueAt", equalTo(aware.plus(60, ChronoUnit.DAYS).toString()));
  }

  @Test
  void a_report_in_time_is_kept_with_its_reference() {
    var id = due();
    report(id, "{\"reportedAt\": \"2026-02-04T10:00:00Z\", \"reference\": \"DPC-1\"}")
        .statusCode(200)
        .body("authorityReport.state", equalTo("reported"))
        .body("authorityReport.reference", equalTo("DPC-1"))
        .body("authorityReport.reportedAt", equalTo("2026-02-04T10:00:00Z"));
    assertThat(
            Sql.one("SELECT action FROM audit_log WHERE record_id = ?::uuid ORDER BY id DESC", id))
        .isEqualTo("security_event.authority_report_updated");
  }

  @Test
  void a_late_report_says_why_it_was_late() {
    var id = due();
    var late = "{\"reportedAt\": \"2026-02-04T10:00:00.000001Z\"%s}";
    isInvalid(report(id, late.formatted("")), "/delayReason");
    isInvalid(report(id, late.formatted(", \"delayReason\": \" \"")), "/delayReason");
    report(id, late.formatted(", \"delayReason\": \"nobody was there\""))
        .statusCode(200)
        .body("authorityReport.state", equalTo("reported_late"));
    isInvalid(report(id, "{\"delayReason\": null}"), "/delayReason");
  }

  @Test
  void nobody_reports_in_the_future_or_before_becoming_aware() {
    var id = due();
    isInvalid(
        report(id, "{\"reportedAt\": \"%s\"}".formatted(Instant.now().plusSeconds(60))),
        "/reportedAt");
    isInvalid(report(id, "{\"reportedAt\": \"2026-02-01T09:59:59Z\"}"), "/reportedAt");
  }

  @Test
  void all_bad_fields_of_a_report_are_named() {
    isInvalid(
        report(
            due(),
            """
            {"required": "no", "authority": "fbi", "reportedAt": "x", "reference": "%s", "dueAt": null, "a": 1}
            """
                .formatted("x".repeat(201))),
        "/required",
        "/authority",
        "/reportedAt",
        "/reference",
        "/dueAt",
        "/a");
    isInvalid(report(recorded("{}"), "{\"authority\": \"hipaa\"}"), "/required");
  }

  @Test
  void what_was_assessed_cannot_be_taken_back_by_one_person() {
    var id = due();
    isInvalid(report(id, "{\"required\": null, \"authority\": null}"), "/required");
    read(id).body("authorityReport.state", equalTo("overdue"));
  }

  @Test
  void that_no_report_is_due_waits_for_a_second_person_who_agrees() {
    var id = due();
    var approval = waiver(id);
    read(id).body("authorityReport.required", is(true)).body("version", is(0));
    as("viewer")
        .queryParam("status", "pending")
        .queryParam("recordId", id)
        .get(APPROVALS)
        .then()
        .statusCode(200)
        .body("items.id", contains(approval))
        .body("items[0].action", equalTo("security_event.waive_authority_report"))
        .body("items[0].recordType", equalTo("security_event"))
        .body("items[0].recordVersion", is(0))
        .body("items[0].requestReason", equalTo("a test system"))
        .body("items[0].requestedBy.subject", equalTo("security"))
        .body("items[0].decidedBy", nullValue());
    decide("compliance", approval, "approved")
        .statusCode(200)
        .body("status", equalTo("approved"))
        .body("decidedBy.subject", equalTo("compliance"))
        .body("decisionReason", equalTo("checked"));
    read(id)
        .body("authorityReport.required", is(false))
        .body("authorityReport.state", equalTo("not_required"))
        .body("version", is(1));
    as("viewer")
        .get("/api/audit/records/security_event/" + id)
        .then()
        .body("items[0].action", equalTo("security_event.authority_report_waived"))
        .body("items[0].reason", equalTo("a test system"));
    isProblem(decide("admin", approval, "rejected"), 409, "forbidden-transition")
        .body("currentStatus", equalTo("approved"))
        .body("allowedStatuses", empty());
  }

  @Test
  void a_waiver_says_why() {
    isInvalid(report(due(), "{\"required\": false}"), "/reason");
    isInvalid(report(due(), "{\"required\": false, \"reason\": \" \"}"), "/reason");
  }

  @Test
  void a_waiver_changes_nothing_else() {
    isInvalid(
        report(due(), "{\"required\": false, \"reason\": \"x\", \"reference\": \"y\"}"),
        "/required");
  }

  @Test
  void who_asked_is_not_the_second_person() {
    var id = due();
    var approval =
        as("admin")
            .contentType(Api.MERGE_PATCH)
            .body("{\"required\": false, \"reason\": \"x\"}")
            .patch(EVENTS + "/" + id + "/authority-report")
            .then()
            .statusCode(202)
            .extract()
            .<String>path("id");
    var before = Sql.everything();
    isProblem(decide("admin", approval, "approved"), 403, "forbidden");
    isProblem(decide("admin", approval, "rejected"), 403, "forbidden");
    assertThat(Sql.everything()).isEqualTo(before);
    decideWith(Tokens.person("another admin", "admin"), approval, "approved").statusCode(200);
  }

  @Test
  void a_machine_is_never_the_second_person() {
    var approval = waiver(due());
    var machine =
        Tokens.token(
            "service-account-x",
            List.of("compliance"),
            Duration.ofMinutes(5),
            Tokens.AUDIENCE,
            Map.of("client_id", "x"));
    isProblem(decideWith(machine, approval, "approved"), 403, "forbidden");
  }

  @Test
  void what_a_machine_asks_for_its_owner_does_not_decide() {
    var machine =
        Tokens.token(
            "service-account-y",
            List.of("security"),
            Duration.ofMinutes(5),
            Tokens.AUDIENCE,
            Map.of("client_id", "y", "owner", "owner-of-y"));
    var approval =
        with(machine)
            .contentType(Api.MERGE_PATCH)
            .body("{\"required\": false, \"reason\": \"x\"}")
            .patch(EVENTS + "/" + due() + "/authority-report")
            .then()
            .statusCode(202)
            .body("requestedBy.subject", equalTo("owner-of-y"))
            .extract()
            .<String>path("id");
    isProblem(
        decideWith(Tokens.person("owner-of-y", "compliance"), approval, "approved"),
        403,
        "forbidden");
  }

  @Test
  void a_waiver_of_what_has_changed_meanwhile_is_refused() {
    var id = due();
    var approval = waiver(id);
    Api.patch(EVENTS + "/" + id, "{\"assignee\": \"Selma\"}").statusCode(200);
    var before = Sql.everything();
    isProblem(decide("compliance", approval, "approved"), 409, "conflict");
    assertThat(Sql.everything()).isEqualTo(before);
    decide("compliance", approval, "rejected").statusCode(200);
  }

  @Test
  void a_rejected_waiver_leaves_the_report_due() {
    var id = due();
    var approval = waiver(id);
    decide("compliance", approval, "rejected").statusCode(200).body("status", equalTo("rejected"));
    read(id).body("authorityReport.required", is(true)).body("version", is(0));
    waiver(id);
  }

  @Test
  void a_waiver_nobody_decided_in_time_expires() {
    var id = due();
    var approval = waiver(id);
    Sql.run(
        "UPDATE approvals SET expires_at = now() - interval '1 second' WHERE id = '%s'"
            .formatted(approval));
    isProblem(decide("compliance", approval, "approved"), 409, "conflict");
    read(id).body("authorityReport.required", is(true));
    waiver(id);
    as("viewer")
        .queryParam("recordId", id)
        .queryParam("status", "expired")
        .get(APPROVALS)
        .then()
        .body("items.id", contains(approval));
  }

  @Test
  void the_same_waiver_is_asked_for_once() {
    var id = due();
    var approval = waiver(id);
    var before = Sql.everything();
    isProblem(report(id, "{\"required\": false, \"reason\": \"again\"}"), 409, "conflict");
    assertThat(Sql.everything()).isEqualTo(before);
    as("viewer")
        .queryParam("recordId", id)
        .get(APPROVALS)
        .then()
        .body("items.id", contains(approval));
  }

  @Test
  void approvals_are_listed_by_every_filter() {
    var id = due();
    var approval = waiver(id);
    for (var filter :
        Map.of(
                "status", "pending",
                "action", "security_event.waive_authority_report",
                "recordType", "security_event",
                "recordId", id)
            .entrySet()) {
      as("viewer")
          .queryParam(filter.getKey(), filter.getValue())
          .queryParam("limit", 200)
          .get(APPROVALS)
          .then()
          .statusCode(200)
          .body("items.id", hasItem(approval));
    }
    as("viewer")
        .queryParam("action", "other")
        .get(APPROVALS)
        .then()
        .body("items", empty())
        .body("page.total", is(0));
    isInvalid(
        as("viewer")
            .queryParam("status", "open")
            .queryParam("recordId", "x")
            .queryParam("sort", "status")
            .get(APPROVALS)
            .then(),
        "?status",
        "?recordId",
        "?sort");
  }

  @Test
  void a_decision_names_every_bad_field() {
    var approval = waiver(due());
    isInvalid(decision(approval, "{}"), "/decision", "/reason");
    isInvalid(
        decision(approval, "{\"decision\": \"maybe\", \"reason\": \" \", \"x\": 1}"),
        "/decision",
        "/reason",
        "/x");
    isProblem(
        decide("compliance", "0199f0f0-0000-7000-8000-000000000000", "approved"), 404, "not-found");
  }

  @Test
  void the_database_refuses_the_same_person_too() {
    var approval = waiver(due());
    var update =
        """
        UPDATE approvals SET status = 'approved', decided_at = now(), decided_by_issuer = requested_by_issuer,
          decided_by_subject = requested_by_subject WHERE id = '%s'
        """
            .formatted(approval);
    assertThatThrownBy(
            () -> {
              try (var connection = asApplication.getConnection();
                  var statement = connection.createStatement()) {
                statement.execute(update);
              }
            })
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("approvals_second_person");
  }

  private static String due() {
    return recorded(
        "{\"awareAt\": \"2026-02-01T10:00:00Z\", \"authorityReport\": {\"required\": true}}");
  }

  /// The id of a new request of the role security.
  private static String waiver(String event) {
    return report(event, "{\"required\": false, \"reason\": \"a test system\"}")
        .statusCode(202)
        .body("status", equalTo("pending"))
        .extract()
        .path("id");
  }

  private static ValidatableResponse report(String id, String body) {
    return Api.patch(EVENTS + "/" + id + "/authority-report", body);
  }

  private static ValidatableResponse decide(String role, String approval, String decision) {
    return decideWith(Tokens.person(role), approval, decision);
  }

  private static ValidatableResponse decideWith(String token, String approval, String decision) {
    return with(token)
        .contentType(ContentType.JSON)
        .body("{\"decision\": \"%s\", \"reason\": \"checked\"}".formatted(decision))
        .post(APPROVALS + "/" + approval + "/decision")
        .then();
  }

  private static ValidatableResponse decision(String approval, String body) {
    return as("compliance")
        .contentType(ContentType.JSON)
        .body(body)
        .post(APPROVALS + "/" + approval + "/decision")
        .then();
  }
}
