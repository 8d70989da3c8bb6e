package io.trustfabric.compliance.coverage;

import static io.trustfabric.compliance.evidence.People.approve;
import static io.trustfabric.compliance.evidence.People.approved;
import static io.trustfabric.compliance.evidence.People.drafted;
import static io.trustfabric.compliance.evidence.People.edit;
import static io.trustfabric.compliance.evidence.People.move;
import static io.trustfabric.compliance.evidence.People.send;
import static io.trustfabric.compliance.evidence.People.submit;
import static io.trustfabric.compliance.evidence.People.submitted;
import static io.trustfabric.testing.Api.MERGE_PATCH;
import static io.trustfabric.testing.Api.as;
import static io.trustfabric.testing.Api.get;
import static io.trustfabric.testing.Api.isInvalid;
import static io.trustfabric.testing.Api.isProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.trustfabric.record.Canonical;
import io.trustfabric.testing.PostgresResource;
import io.trustfabric.testing.Sql;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Each test has a control of its own, since all share one organisation.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class CoverageTest {

  private static final String COVERAGE = "/api/compliance/coverage";
  private static final String CONTROLS = "/api/compliance/controls";
  private static final String FRAMEWORKS = "/api/compliance/frameworks";

  /// What was said of controls and scopes is unsaid; the records stay, since their lines do.
  @BeforeEach
  @AfterEach
  void everything_counts() {
    Sql.run("UPDATE compliance_controls SET applicable = true, applicability_reason = NULL");
    Sql.run(
        """
        UPDATE compliance_scopes SET categories = CASE framework
          WHEN 'soc2' THEN '{security,availability,confidentiality,processing_integrity,privacy}'::text[]
          WHEN 'iso27001' THEN '{clauses,organizational,people,physical,technological}'::text[]
          WHEN 'gdpr' THEN '{principles,rights,accountability,security,impact,transfers}'::text[]
          ELSE '{administrative,physical,technical,organizational,documentation}'::text[] END
        """);
  }

  @Test
  void a_control_is_covered_while_evidence_that_names_it_is_approved_and_in_date() {
    stands("A.8.6", "uncovered");
    var id = submitted(on("A.8.6"));
    stands("A.8.6", "uncovered")
        .body("control.inHand", is(1))
        .body("control.nextReviewDueAt", nullValue());
    approve("enzo", id).statusCode(200);
    stands("A.8.6", "covered")
        .body("control.covering", is(1))
        .body("control.inHand", is(0))
        .body("control.nextReviewDueAt", notNullValue())
        .body("evidence.evidenceId", hasItem(id));
    edit("selma", id, "{\"title\": \"Other\"}").statusCode(200);
    stands("A.8.6", "uncovered");
    submit("selma", id).statusCode(200);
    approve("enzo", id).statusCode(200);
    stands("A.8.6", "covered");
    move("enzo", id, "{\"status\": \"revoked\", \"reason\": \"wrong\"}").statusCode(200);
    stands("A.8.6", "uncovered");
  }

  @Test
  void what_is_not_true_yet_or_over_does_not_count() {
    approved(on("A.8.7", "\"effectiveFrom\": \"2998-01-01T00:00:00Z\""));
    stands("A.8.7", "uncovered");
    var over = approved(on("A.8.7", "\"effectiveTo\": \"2999-01-01T00:00:00Z\""));
    stands("A.8.7", "covered").body("control.coveredUntil", equalTo("2999-01-01T00:00:00Z"));
    // Its time passes, and nobody has looked yet.
    past(
        "UPDATE evidence_revisions SET effective_to = '2026-02-01' WHERE evidence_id = '%s'"
            .formatted(over));
    stands("A.8.7", "uncovered");
  }

  @Test
  void a_mapping_is_shown_and_covers_nothing() {
    var id = approved(on("A.8.8"));
    get(CONTROLS + "/soc2/CC7.1")
        .statusCode(200)
        .body("control.mapsTo.controlId", hasItem("A.8.8"))
        .body("mappedEvidence.evidenceId", hasItem(id))
        .body("evidence.evidenceId", not(hasItem(id)))
        .body("control.state", equalTo("uncovered"));
  }

  @Test
  void one_piece_covers_every_control_it_names() {
    approved(
        on(
            "A.8.9",
            "\"controls\": [{\"framework\": \"gdpr\", \"controlId\": \"Art.39\"}, {\"framework\": \"soc2\", \"controlId\": \"P8.1\"}]"));
    stands("A.8.9", "covered");
    get(CONTROLS + "/gdpr/Art.39").body("control.state", equalTo("covered"));
    get(CONTROLS + "/soc2/P8.1").body("control.state", equalTo("covered"));
  }

  @Test
  void figures_add_up_by_framework_and_category() {
    approved(on("A.7.13"));
    var all = get(COVERAGE).statusCode(200).body("period", nullValue()).extract().jsonPath();
    assertThat(all.getList("frameworks.framework"))
        .containsExactly("soc2", "iso27001", "gdpr", "hipaa");
    assertThat(all.getList("frameworks.applicable")).containsExactly(61, 123, 39, 50);
    for (int i = 0; i < 4; i++) {
      var at = "frameworks[%d].".formatted(i);
      assertThat(all.<Integer>getList(at + "categories.applicable").stream().mapToInt(n -> n).sum())
          .isEqualTo(all.getInt(at + "applicable"));
      assertThat(all.<Integer>getList(at + "categories.covered").stream().mapToInt(n -> n).sum())
          .isEqualTo(all.getInt(at + "covered"));
      assertThat(all.getList(at + "uncovered"))
          .hasSize(all.getInt(at + "applicable") - all.getInt(at + "covered"));
      assertThat(all.getDouble(at + "ratio"))
          .isLessThanOrEqualTo(all.getDouble(at + "covered") / all.getInt(at + "applicable"));
    }
    get(COVERAGE + "?framework=iso27001").body("frameworks.framework", contains("iso27001"));
  }

  @Test
  void what_does_not_apply_leaves_the_count_with_a_reason() {
    var before = iso();
    isInvalid(control("iso27001/A.7.4", "{\"applicable\": false}"), "/applicabilityReason");
    control("iso27001/A.7.4", "{\"applicable\": false, \"applicabilityReason\": \"no premises\"}")
        .statusCode(200)
        .header("ETag", "\"0\"")
        .body("control.state", equalTo("not_applicable"))
        .body("control.applicabilityReason", equalTo("no premises"));
    var after = iso();
    assertThat(after.getInt("applicable")).isEqualTo(before.getInt("applicable") - 1);
    assertThat(after.getInt("notApplicable")).isEqualTo(before.getInt("notApplicable") + 1);
    assertThat(after.getList("uncovered")).doesNotContain("A.7.4");
    var id = get(CONTROLS + "/iso27001/A.7.4").extract().<String>path("control.id");
    get("/api/audit/records/compliance_control/" + id)
        .body("items[0].action", equalTo("compliance_control.applicability_changed"))
        .body("items[0].reason", equalTo("no premises"));
  }

  @Test
  void clauses_and_common_criteria_cannot_be_left_out() {
    for (var key : List.of("iso27001/9.1", "soc2/CC6.1")) {
      isProblem(
          control(key, "{\"applicable\": false, \"applicabilityReason\": \"we are small\"}"),
          409,
          "conflict");
    }
  }

  @Test
  void a_control_has_an_owner_and_stale_changes_are_refused() {
    get(CONTROLS + "/gdpr/Art.30").header("ETag", "\"null\"").body("control.owner", nullValue());
    control("gdpr/Art.30", "{\"owner\": \"Nora\"}").body("control.owner", equalTo("Nora"));
    for (var stale : List.of("\"null\"", "\"7\"")) {
      isProblem(
          as("compliance")
              .header("If-Match", stale)
              .contentType(MERGE_PATCH)
              .body("{\"owner\": \"Otto\"}")
              .patch(CONTROLS + "/gdpr/Art.30")
              .then(),
          412,
          "stale-version");
    }
    control("gdpr/Art.30", "{\"owner\": null}")
        .header("ETag", "\"1\"")
        .body("control.owner", nullValue());
    isInvalid(
        control("gdpr/Art.30", "{\"applicable\": null, \"state\": \"covered\"}"),
        "/applicable",
        "/state");
    for (var role : List.of("viewer", "auditor", "engineer", "security")) {
      isProblem(
          as(role).contentType(MERGE_PATCH).body("{}").patch(CONTROLS + "/gdpr/Art.30").then(),
          403,
          "forbidden");
    }
    for (var nothing : List.of("gdpr/Art.1", "pci/1.1", "iso27001/CC6.1")) {
      isProblem(get(CONTROLS + "/" + nothing), 404, "not-found");
      isProblem(control(nothing, "{}"), 404, "not-found");
    }
  }

  @Test
  void the_scope_of_soc2_picks_categories() {
    get(FRAMEWORKS).body("items.framework", contains("soc2", "iso27001", "gdpr", "hipaa"));
    get(FRAMEWORKS + "/soc2")
        .body("categories.inScope", contains(true, true, true, true, true))
        .body("controls", is(61))
        .body("catalogSha256", notNullValue());
    scope("[\"security\", \"availability\"]")
        .statusCode(200)
        .body("categories.inScope", contains(true, true, false, false, false))
        .body("version", notNullValue());
    get(COVERAGE + "?framework=soc2")
        .body("frameworks[0].applicable", is(36))
        .body("frameworks[0].outOfScope", is(25))
        .body("frameworks[0].categories.category", contains("security", "availability"));
    get(CONTROLS + "/soc2/C1.1").body("control.state", equalTo("out_of_scope"));
    isProblem(scope("[\"availability\"]"), 409, "conflict");
    isInvalid(scope("[\"security\", \"security\"]"), "/categories/1");
    isInvalid(scope("[\"security\", \"money\"]"), "/categories/1");
    isInvalid(scope("[]"), "/categories");
    isProblem(get(FRAMEWORKS + "/pci"), 404, "not-found");
    isProblem(
        as("engineer")
            .contentType("application/json")
            .body("{\"categories\": [\"security\"], \"reason\": \"x\"}")
            .patch(FRAMEWORKS + "/soc2")
            .then(),
        403,
        "forbidden");
  }

  @Test
  void controls_are_listed_and_narrowed_down() {
    get(CONTROLS).body("total", is(288)).body("items", hasSize(288));
    get(CONTROLS + "?framework=hipaa&state=by_specifications").body("total", is(15));
    get(CONTROLS + "?category=people").body("total", is(8));
    get(CONTROLS + "?q=BACKUP&framework=iso27001").body("items.controlId", contains("A.8.13"));
    control("hipaa/164.310(b)", "{\"owner\": \"Facilities\"}").statusCode(200);
    get(CONTROLS + "?owner=Facilities").body("items.controlId", contains("164.310(b)"));
    isInvalid(get(CONTROLS + "?framework=x&state=y"), "?framework", "?state");
  }

  @Test
  void readiness_by_a_date_tells_what_will_have_run_out() {
    var id = approved(on("A.6.7", "\"effectiveTo\": \"2900-01-01T00:00:00Z\""));
    var lasting = approved(on("A.6.6"));
    get(COVERAGE + "?framework=iso27001&at=2899-12-31T00:00:00Z")
        .body("frameworks[0].uncovered", not(hasItem("A.6.7")))
        .body("frameworks[0].lapsing.evidenceId", not(hasItem(id)));
    get(COVERAGE + "?framework=iso27001&at=2900-01-01T00:00:00Z")
        .body("frameworks[0].uncovered", hasItem("A.6.7"))
        .body("frameworks[0].uncovered", not(hasItem("A.6.6")))
        .body(
            "frameworks[0].lapsing.find { it.evidenceId == '%s' }.uncovers".formatted(id),
            contains("A.6.7"))
        .body("frameworks[0].lapsing.evidenceId", not(hasItem(lasting)));
  }

  @Test
  void days_uncovered_over_a_period_follow_from_when_evidence_was_approved() {
    var id = approved(on("A.5.32", "\"effectiveFrom\": \"2026-01-05T00:00:00Z\""));
    move("enzo", id, "{\"status\": \"revoked\", \"reason\": \"x\"}").statusCode(200);
    interval(id, "2026-01-10T12:00:00Z", "2026-01-20T00:00:00Z");
    var second = approved(on("A.5.32"));
    move("enzo", second, "{\"status\": \"revoked\", \"reason\": \"x\"}").statusCode(200);
    interval(second, "2026-01-19T00:00:00Z", "2026-01-25T06:00:00Z");
    var control = period("A.5.32", "2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z");
    assertThat(control.getInt("uncoveredDays")).isEqualTo(10 + 7);
    assertThat(control.getList("gaps.from"))
        .containsExactly("2026-01-01T00:00:00Z", "2026-01-25T06:00:00Z");
    assertThat(control.getList("gaps.to"))
        .containsExactly("2026-01-10T12:00:00Z", "2026-02-01T00:00:00Z");
    // At a past moment it was covered.
    get(COVERAGE + "?framework=iso27001&at=2026-01-15T00:00:00Z")
        .body("frameworks[0].uncovered", not(hasItem("A.5.32")));
    get(COVERAGE + "?framework=iso27001&at=2026-01-10T11:59:59Z")
        .body("frameworks[0].uncovered", hasItem("A.5.32"));
    assertThat(
            period("A.5.32", "2026-01-11T00:00:00Z", "2026-01-25T00:00:00Z")
                .getInt("uncoveredDays"))
        .isZero();
    assertThat(
            period("A.5.33", "2026-01-11T00:00:00Z", "2026-01-25T00:00:00Z")
                .getInt("uncoveredDays"))
        .isEqualTo(14);
  }

  @Test
  void a_sample_is_drawn_by_a_seed_that_anybody_can_use_again() {
    for (int i = 0; i < 12; i++) {
      approved("{\"framework\": \"gdpr\", \"controlId\": \"Art.%d\"}".formatted(12 + i % 10));
    }
    var from = Instant.now().minus(Duration.ofDays(1)).toString();
    var query = COVERAGE + "?framework=gdpr&from=" + from + "&to=" + Instant.now();
    var first = get(query + "&sample=5").statusCode(200).extract().jsonPath();
    var seed = first.getLong("period.sample.seed");
    var again = get(query + "&sample=5&seed=" + seed).extract().jsonPath();
    assertThat(again.getList("period.sample.items"))
        .isEqualTo(first.getList("period.sample.items"));
    assertThat(first.getInt("period.sample.size")).isEqualTo(5);
    var lines = lines(first, "period.population.items");
    assertThat(lines).hasSize(first.getInt("period.population.count")).isSorted();
    assertThat(first.getString("period.population.sha256"))
        .isEqualTo(sha256(String.join("\n", lines) + "\n"));
    var drawn = new ArrayList<>(lines);
    drawn.sort(Comparator.comparing(line -> sha256(seed + ":" + line)));
    assertThat(lines(first, "period.sample.items")).isEqualTo(drawn.subList(0, 5));
  }

  @Test
  void bad_questions_are_refused_by_parameter() {
    isInvalid(
        get(COVERAGE + "?framework=pci&at=soon&seed=-1&sample=0"),
        "?framework",
        "?at",
        "?seed",
        "?sample");
    isInvalid(get(COVERAGE + "?from=2026-01-01T00:00:00Z"), "?framework");
    isInvalid(
        get(COVERAGE + "?framework=soc2&framework=gdpr&from=2026-01-01T00:00:00Z"), "?framework");
    isInvalid(
        get(COVERAGE + "?framework=soc2&from=2026-01-01T00:00:00Z&to=2025-01-01T00:00:00Z"),
        "?from");
    isInvalid(
        get(COVERAGE + "?framework=soc2&from=2000-01-01T00:00:00Z&to=2026-01-01T00:00:00Z"),
        "?from");
    isInvalid(get(COVERAGE + "?framework=soc2&to=2999-01-01T00:00:00Z"), "?to");
    isInvalid(
        get(COVERAGE + "?framework=soc2&to=2026-01-01T00:00:00Z&at=2026-01-01T00:00:00Z"), "?at");
  }

  @Test
  void the_statement_of_applicability_is_a_csv_that_no_spreadsheet_runs() {
    var id = approved(on("A.5.10"));
    control("iso27001/A.5.10", "{\"owner\": \"=HYPERLINK(\\\"http://x\\\")\"}").statusCode(200);
    control(
            "iso27001/A.7.5",
            "{\"applicable\": false, \"applicabilityReason\": \"+cloud, \\\"only\\\"\"}")
        .statusCode(200);
    var lines =
        Sql.number(
            "SELECT count(*) FROM audit_log WHERE action = 'statement_of_applicability.exported'");
    var answer =
        get(CONTROLS + "/statement-of-applicability")
            .statusCode(200)
            .header("Content-Type", "text/csv;charset=utf-8")
            .header(
                "Content-Disposition",
                "attachment; filename=\"statement-of-applicability-iso27001.csv\"")
            .extract()
            .asString();
    assertThat(answer.split("\r\n")).hasSize(124);
    assertThat(answer)
        .contains("\"A.5.10\",")
        .contains("\"'=HYPERLINK(\"\"http://x\"\")\",\"" + id + " revision 2\"")
        .contains("\"no\",\"'+cloud, \"\"only\"\"\",\"\"");
    assertThat(
            Sql.number(
                "SELECT count(*) FROM audit_log WHERE action = 'statement_of_applicability.exported'"))
        .isEqualTo(lines + 1);
    isInvalid(get(CONTROLS + "/statement-of-applicability?framework=pci"), "?framework");
  }

  @Test
  void a_rationale_covers_an_addressable_specification_and_says_so() {
    var id =
        drafted(
            "selma",
            "{\"framework\": \"hipaa\", \"controlId\": \"164.308(a)(5)(ii)(A)\", \"rationale\": \"Two people, who talk daily\"}");
    submit("selma", id).statusCode(200);
    approve("enzo", id).statusCode(200);
    get(CONTROLS + "/hipaa/164.308(a)(5)(ii)(A)")
        .body("control.state", equalTo("covered"))
        .body("control.byRationale", is(true))
        .body("control.obligation", equalTo("addressable"));
    assertThat(
            get(COVERAGE + "?framework=hipaa").extract().<Integer>path("frameworks[0].byRationale"))
        .isPositive();
    get(CONTROLS + "/hipaa/164.308(a)(5)").body("control.state", equalTo("by_specifications"));
    get(CONTROLS + "/hipaa/164.308(a)(5)").body("evidence", empty());
  }

  private static String on(String controlId, String... fields) {
    var more = fields.length == 0 ? "" : ", " + String.join(", ", fields);
    return "{\"framework\": \"iso27001\", \"controlId\": \"%s\", \"nextReviewDueAt\": \"2999-06-01T00:00:00Z\"%s}"
        .formatted(controlId, more);
  }

  private static ValidatableResponse stands(String controlId, String state) {
    return get(CONTROLS + "/iso27001/" + controlId)
        .statusCode(200)
        .body("control.state", equalTo(state));
  }

  private static ValidatableResponse control(String key, String body) {
    return as("compliance").contentType(MERGE_PATCH).body(body).patch(CONTROLS + "/" + key).then();
  }

  private static ValidatableResponse scope(String categories) {
    return send(
        "nora",
        "PATCH",
        FRAMEWORKS + "/soc2",
        "{\"categories\": %s, \"reason\": \"what we promise\"}".formatted(categories));
  }

  private static JsonPath iso() {
    return get(COVERAGE + "?framework=iso27001").extract().jsonPath().setRootPath("frameworks[0]");
  }

  private static JsonPath period(String controlId, String from, String to) {
    return get(COVERAGE + "?framework=iso27001&from=" + from + "&to=" + to)
        .statusCode(200)
        .extract()
        .jsonPath()
        .setRootPath("period.controls.find { it.controlId == '%s' }".formatted(controlId));
  }

  private static List<String> lines(JsonPath answer, String items) {
    var lines = new ArrayList<String>();
    var ids = answer.<String>getList(items + ".evidenceId");
    var revisions = answer.<Integer>getList(items + ".revision");
    for (int i = 0; i < ids.size(); i++) {
      lines.add(ids.get(i) + ":" + revisions.get(i));
    }
    return lines;
  }

  /// Lets an approval have lasted from then to then: the database lets nobody say so.
  private static void interval(String id, String from, String to) {
    past(
        "UPDATE evidence_revisions SET approved_at = '%s', ended_at = '%s' WHERE evidence_id = '%s' AND approved_at IS NOT NULL"
            .formatted(from, to, id));
  }

  private static void past(String sql) {
    Sql.run(
        "SET session_replication_role = replica; %s; SET session_replication_role = DEFAULT"
            .formatted(sql));
  }

  private static String sha256(String text) {
    return Canonical.sha256Hex(text.getBytes(StandardCharsets.UTF_8));
  }
}
