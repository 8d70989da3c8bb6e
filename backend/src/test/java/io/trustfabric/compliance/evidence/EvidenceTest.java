package io.trustfabric.compliance.evidence;

import static io.trustfabric.compliance.evidence.People.PDF;
import static io.trustfabric.compliance.evidence.People.approve;
import static io.trustfabric.compliance.evidence.People.approved;
import static io.trustfabric.compliance.evidence.People.contentSha256;
import static io.trustfabric.compliance.evidence.People.draft;
import static io.trustfabric.compliance.evidence.People.drafted;
import static io.trustfabric.compliance.evidence.People.edit;
import static io.trustfabric.compliance.evidence.People.move;
import static io.trustfabric.compliance.evidence.People.submit;
import static io.trustfabric.compliance.evidence.People.submitted;
import static io.trustfabric.compliance.evidence.People.upload;
import static io.trustfabric.testing.Api.EVIDENCE;
import static io.trustfabric.testing.Api.as;
import static io.trustfabric.testing.Api.get;
import static io.trustfabric.testing.Api.isInvalid;
import static io.trustfabric.testing.Api.isProblem;
import static io.trustfabric.testing.Api.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
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
import io.restassured.http.ContentType;
import io.trustfabric.testing.Api;
import io.trustfabric.testing.PostgresResource;
import io.trustfabric.testing.Sql;
import io.trustfabric.testing.Tokens;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class EvidenceTest {

  private static final String NOWHERE = "0199f0f0-0000-7000-8000-000000000000";

  @Test
  void evidence_is_drafted_submitted_and_approved_by_another() {
    var id =
        draft(
                "selma",
                "{\"controls\": [{\"framework\": \"iso27001\", \"controlId\": \"A.5.15\"}], \"owner\": \"Security\"}")
            .statusCode(201)
            .header("ETag", "\"0\"")
            .body("status", equalTo("draft"))
            .body("nextStatuses.status", contains("submitted", "withdrawn"))
            .body("revision", is(1))
            .body("covers", is(false))
            .body("controls", hasSize(1))
            .body("controls[0].controlId", equalTo("A.5.15"))
            .extract()
            .<String>path("id");
    upload("selma", id, "policy.pdf", PDF).statusCode(201);
    submit("selma", id)
        .statusCode(200)
        .body("status", equalTo("submitted"))
        .body("revision", is(2))
        .body("submittedBy.subject", equalTo("selma"));
    approve("enzo", id)
        .statusCode(200)
        .body("status", equalTo("approved"))
        .body("approvedBy.subject", equalTo("enzo"))
        .body("approvedAt", notNullValue())
        .body("covers", is(true))
        .body("nextStatuses.status", contains("superseded", "revoked"))
        .body("nextStatuses.reasonRequired", contains(false, true));
    get("/api/audit/records/compliance_evidence/" + id)
        .body(
            "items.action",
            contains(
                "compliance_evidence.status_changed",
                "compliance_evidence.status_changed",
                "compliance_evidence.revised",
                "compliance_evidence.created"));
    get(EVIDENCE + "/" + id + "/revisions")
        .body("items.number", contains(2, 1))
        .body("items.author.subject", contains("selma", "selma"))
        .body("items[0].approvedBy.subject", equalTo("enzo"))
        .body("items[1].submittedAt", nullValue());
  }

  @Test
  void a_revision_keeps_what_was_said_and_its_digest_can_be_recomputed() throws Exception {
    var id = approved("{\"title\": \"First\"}");
    edit("selma", id, "{\"title\": \"Second\"}").statusCode(200);
    var text =
        Sql.one(
            "SELECT content FROM evidence_revisions WHERE evidence_id = ?::uuid AND number = 2",
            id);
    var hash =
        HexFormat.of()
            .formatHex(
                MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    get(EVIDENCE + "/" + id + "/revisions/2")
        .statusCode(200)
        .body("contentSha256", equalTo(hash))
        .body("content.title", equalTo("First"))
        .body("content.files[0].name", equalTo("policy.pdf"))
        .body("endedBecause", equalTo("revised"));
    assertThat(get(EVIDENCE + "/" + id + "/revisions/2").extract().asString())
        .contains("\"content\":" + text);
    get(EVIDENCE + "/" + id + "/revisions/3").body("content.title", equalTo("Second"));
    isProblem(get(EVIDENCE + "/" + id + "/revisions/9"), 404, "not-found");
    isProblem(get(EVIDENCE + "/" + id + "/revisions/x"), 404, "not-found");
  }

  @Test
  void a_new_revision_of_approved_evidence_is_a_draft_and_no_longer_counts() {
    var id = approved("{}");
    edit(
            "enzo",
            id,
            "{\"description\": \"Who may reach what, said better\", \"reason\": \"clearer\"}")
        .statusCode(200)
        .body("status", equalTo("draft"))
        .body("covers", is(false))
        .body("approvedAt", nullValue())
        .body("submittedAt", nullValue())
        .body("revision", is(3));
    get("/api/audit/records/compliance_evidence/" + id)
        .body("items[0].action", equalTo("compliance_evidence.revised"))
        .body("items[0].reason", equalTo("clearer"));
    submit("enzo", id).statusCode(200);
    isProblem(approve("enzo", id), 403, "forbidden");
    approve("selma", id).statusCode(200).body("approvedBy.subject", equalTo("selma"));
  }

  @Test
  void an_edit_that_changes_nothing_leaves_an_approval_be() {
    var id = approved("{}");
    edit("selma", id, "{\"title\": \"Access policy\"}")
        .statusCode(200)
        .body("status", equalTo("approved"))
        .body("revision", is(2));
  }

  @Test
  void whoever_wrote_or_submitted_a_revision_since_the_last_approval_does_not_approve() {
    var id = submitted("{}");
    isProblem(approve("selma", id), 403, "forbidden");
    move("enzo", id, "{\"status\": \"changes_requested\", \"reason\": \"no scope\"}")
        .statusCode(200)
        .body("nextStatuses.status", contains("draft"));
    move("enzo", id, "{\"status\": \"draft\"}").statusCode(200);
    edit("nora", id, "{\"description\": \"With its scope\"}").statusCode(200);
    submit("otto", id).statusCode(200);
    for (var who : List.of("selma", "nora", "otto")) {
      isProblem(approve(who, id), 403, "forbidden");
    }
    approve("enzo", id).statusCode(200);
  }

  @Test
  void what_is_submitted_again_unchanged_remembers_both_who_submitted_it() {
    var id = submitted("{}");
    move("enzo", id, "{\"status\": \"changes_requested\", \"reason\": \"why?\"}").statusCode(200);
    move("selma", id, "{\"status\": \"draft\"}").statusCode(200);
    var before = contentSha256(id);
    submit("nora", id).statusCode(200).body("revision", is(3)).body("contentSha256", is(before));
    isProblem(approve("selma", id), 403, "forbidden");
    isProblem(approve("nora", id), 403, "forbidden");
    approve("enzo", id).statusCode(200);
  }

  @Test
  void a_machine_is_never_the_second_person_and_writes_for_its_owner() {
    var id = submitted("{}");
    var robot =
        Tokens.token(
            "robot",
            List.of("compliance"),
            Duration.ofMinutes(5),
            Tokens.AUDIENCE,
            Map.of("client_id", "robot", "owner", "enzo"));
    isProblem(
        with(robot)
            .contentType(ContentType.JSON)
            .body(
                "{\"status\": \"approved\", \"contentSha256\": \"%s\"}"
                    .formatted(contentSha256(id)))
            .patch(EVIDENCE + "/" + id + "/status")
            .then(),
        403,
        "forbidden");
    move("selma", id, "{\"status\": \"withdrawn\"}").statusCode(200);
    var other =
        with(robot)
            .contentType(ContentType.JSON)
            .body(Api.evidence("{}"))
            .post(EVIDENCE)
            .then()
            .statusCode(201)
            .extract()
            .<String>path("id");
    upload("selma", other, "p.pdf", PDF).statusCode(201);
    submit("selma", other).statusCode(200);
    isProblem(approve("enzo", other), 403, "forbidden");
    approve("nora", other).statusCode(200);
  }

  @Test
  void only_what_was_read_is_approved() {
    var id = submitted("{}");
    var read = contentSha256(id);
    isInvalid(move("enzo", id, "{\"status\": \"approved\"}"), "/contentSha256");
    isInvalid(
        move("enzo", id, "{\"status\": \"approved\", \"contentSha256\": \"ABC\"}"),
        "/contentSha256");
    isProblem(approve("enzo", id, "0".repeat(64)), 409, "conflict")
        .body("detail", containsString(read));
    move("enzo", id, "{\"status\": \"changes_requested\", \"reason\": \"x\"}").statusCode(200);
    move("selma", id, "{\"status\": \"draft\"}").statusCode(200);
    edit("selma", id, "{\"description\": \"Something else\"}").statusCode(200);
    submit("selma", id).statusCode(200);
    isProblem(approve("enzo", id, read), 409, "conflict")
        .body("detail", containsString(contentSha256(id)));
  }

  @Test
  void every_step_that_is_not_in_the_table_is_refused() {
    var draft = drafted("selma", "{}");
    refused(draft, "approved", "draft", "submitted", "withdrawn");
    refused(draft, "expired", "draft", "submitted", "withdrawn");
    var submitted = submitted("{}");
    refused(
        submitted, "draft", "submitted", "approved", "changes_requested", "rejected", "withdrawn");
    var approved = approved("{}");
    refused(approved, "draft", "approved", "revoked", "superseded");
    refused(approved, "expired", "approved", "revoked", "superseded");
    refused(approved, "submitted", "approved", "revoked", "superseded");
    isInvalid(move("enzo", approved, "{\"status\": \"revoked\"}"), "/reason");
    move("enzo", approved, "{\"status\": \"revoked\", \"reason\": \"it was wrong\"}")
        .statusCode(200)
        .body("nextStatuses", empty())
        .body("covers", is(false));
    refused(approved, "draft", "revoked");
    isInvalid(move("enzo", submitted, "{\"status\": \"rejected\"}"), "/reason");
    move("enzo", submitted, "{\"status\": \"rejected\", \"reason\": \"not ours\"}").statusCode(200);
    refused(submitted, "submitted", "rejected");
    isProblem(edit("selma", submitted, "{\"title\": \"x\"}"), 409, "conflict");
    isProblem(upload("selma", submitted, "a.pdf", PDF), 409, "conflict");
    move("selma", draft, "{\"status\": \"withdrawn\"}").statusCode(200);
    refused(draft, "draft", "withdrawn");
  }

  private static void refused(String id, String to, String current, String... allowed) {
    isProblem(
            move(
                "enzo",
                id,
                "{\"status\": \"%s\", \"reason\": \"x\", \"contentSha256\": \"%s\"}"
                    .formatted(to, "0".repeat(64))),
            409,
            "forbidden-transition")
        .body("currentStatus", equalTo(current))
        .body("allowedStatuses", org.hamcrest.Matchers.containsInAnyOrder(allowed));
  }

  @Test
  void evidence_is_superseded_by_other_approved_evidence_only() {
    var old = approved("{}");
    var draft = drafted("selma", "{}");
    isInvalid(move("enzo", old, "{\"status\": \"superseded\"}"), "/supersededById");
    for (var nothing : List.of(NOWHERE, old)) {
      isInvalid(move("enzo", old, supersede(nothing)), "/supersededById");
    }
    isProblem(move("enzo", old, supersede(draft)), 409, "conflict");
    var next = approved("{}");
    move("enzo", old, supersede(next))
        .statusCode(200)
        .body("status", equalTo("superseded"))
        .body("supersededById", equalTo(next));
    get(EVIDENCE + "/" + old + "/revisions").body("items[0].endedBecause", equalTo("superseded"));
  }

  private static String supersede(String by) {
    return "{\"status\": \"superseded\", \"supersededById\": \"%s\"}".formatted(by);
  }

  @Test
  void what_is_submitted_says_enough_for_its_kind() {
    var bare = drafted("selma", "{\"description\": null}");
    isProblem(submit("selma", bare), 409, "conflict")
        .body("detail", containsString("a description"))
        .body("detail", containsString("a file"));
    edit("selma", bare, "{\"description\": \"x\"}").statusCode(200);
    isProblem(submit("selma", bare), 409, "conflict").body("detail", containsString("a file"));
    var log = drafted("selma", "{\"evidenceType\": \"log\"}");
    isProblem(submit("selma", log), 409, "conflict").body("detail", containsString("a link"));
    edit("selma", log, "{\"links\": [%s]}".formatted(link(Api.recorded("{}")))).statusCode(200);
    submit("selma", log).statusCode(200);
    var over = drafted("selma", "{\"effectiveTo\": \"2026-02-01T00:00:00Z\"}");
    upload("selma", over, "p.pdf", PDF).statusCode(201);
    isProblem(submit("selma", over), 409, "conflict").body("detail", containsString("was over"));
  }

  @Test
  void an_addressable_specification_may_be_met_by_a_written_rationale_and_no_other_control() {
    var hipaa =
        "\"framework\": \"hipaa\", \"controlId\": \"164.312(a)(2)(iv)\", \"rationale\": \"Disks lie in a vault\"";
    var id = drafted("selma", "{%s}".formatted(hipaa));
    submit("selma", id).statusCode(200);
    approve("enzo", id).statusCode(200).body("rationale", equalTo("Disks lie in a vault"));
    isInvalid(draft("selma", "{\"rationale\": \"we would rather not\"}"), "/rationale");
    isInvalid(
        draft(
            "selma",
            "{%s, \"controls\": [{\"framework\": \"hipaa\", \"controlId\": \"164.312(d)\"}]}"
                .formatted(hipaa)),
        "/rationale");
  }

  @Test
  void links_keep_the_state_that_the_ledger_has_of_a_record() {
    var event = Api.recorded("{}");
    var state = stateSha256(event);
    var id = drafted("selma", "{\"links\": [%s]}".formatted(link(event)));
    get(EVIDENCE + "/" + id)
        .body("links[0].recordId", equalTo(event))
        .body("links[0].recordVersion", is(0))
        .body("links[0].stateSha256", equalTo(state));
    Api.patch(Api.EVENTS + "/" + event, "{\"assignee\": \"Selma\"}").statusCode(200);
    edit("selma", id, "{\"title\": \"Other\"}").body("links[0].stateSha256", equalTo(state));
    edit("selma", id, "{\"links\": []}").statusCode(200).body("links", empty());
    edit("selma", id, "{\"links\": [%s]}".formatted(link(event)))
        .body("links[0].recordVersion", is(1))
        .body("links[0].stateSha256", equalTo(stateSha256(event)));
    isInvalid(
        edit(
            "selma",
            id,
            "{\"links\": [%s, %1$s, {\"recordType\": \"incident\", \"recordId\": \"%s\"}]}"
                .formatted(link(event), event)),
        "/links/1",
        "/links/2/recordId");
  }

  @Test
  void a_row_of_a_batch_can_be_linked_too() {
    var event =
        Api.as("security")
            .contentType(ContentType.JSON)
            .body("[%s,%s]".formatted(Api.event("{}"), Api.event("{}")))
            .post(Api.EVENTS + "/batch")
            .then()
            .statusCode(201)
            .extract()
            .<String>path("ids[1]");
    var id = drafted("selma", "{\"links\": [%s]}".formatted(link(event)));
    get(EVIDENCE + "/" + id).body("links[0].stateSha256", equalTo(stateSha256(event)));
  }

  private static String link(String event) {
    return "{\"recordType\": \"security_event\", \"recordId\": \"%s\"}".formatted(event);
  }

  private static String stateSha256(String event) {
    return get("/api/audit/records/security_event/" + event).extract().path("items[0].stateSha256");
  }

  @Test
  void a_bad_piece_names_every_bad_field_and_keeps_nothing() {
    var before = Sql.everything();
    isInvalid(
        draft(
            "selma",
            """
            {"framework": "pci", "title": " ", "evidenceType": "mail", "effectiveFrom": "soon", "nextReviewDueAt": null,
             "status": "approved", "approvedAt": "2026-01-01T00:00:00Z"}
            """),
        "/framework",
        "/title",
        "/evidenceType",
        "/effectiveFrom",
        "/nextReviewDueAt",
        "/status",
        "/approvedAt");
    isInvalid(
        draft(
            "selma",
            """
            {"controlId": "CC10.1", "effectiveTo": "2026-01-01T00:00:00Z", "nextReviewDueAt": "2025-01-01T00:00:00Z",
             "controls": [{"framework": "hipaa", "controlId": "164.308(a)(1)"}, {"framework": "soc2", "controlId": "A.5.1"},
               {"framework": "soc2", "controlId": "CC6.2"}, {"framework": "soc2", "controlId": "CC6.2"}],
             "links": [{"recordType": "security_event", "recordId": "0199f0f0-0000-7000-8000-000000000000"}]}
            """),
        "/controlId",
        "/effectiveTo",
        "/nextReviewDueAt",
        "/controls/0/controlId",
        "/controls/1/controlId",
        "/controls/3/controlId",
        "/links/0/recordId");
    assertThat(Sql.everything()).isEqualTo(before);
  }

  @Test
  void a_stale_version_changes_nothing() {
    var id = drafted("selma", "{}");
    edit("selma", id, "{\"title\": \"Newer\"}").statusCode(200).header("ETag", "\"1\"");
    var before = Sql.everything();
    var selma = Tokens.person("selma", "compliance");
    isProblem(
        with(selma)
            .header("If-Match", "\"0\"")
            .contentType(Api.MERGE_PATCH)
            .body("{\"title\": \"Stale\"}")
            .patch(EVIDENCE + "/" + id)
            .then(),
        412,
        "stale-version");
    isProblem(
        with(selma)
            .header("If-Match", "\"0\"")
            .contentType(ContentType.JSON)
            .body("{\"status\": \"withdrawn\"}")
            .patch(EVIDENCE + "/" + id + "/status")
            .then(),
        412,
        "stale-version");
    isProblem(
        with(selma)
            .header("If-Match", "\"0\"")
            .header("Content-Type", "application/pdf")
            .body(PDF)
            .post(EVIDENCE + "/" + id + "/files?name=a.pdf")
            .then(),
        412,
        "stale-version");
    assertThat(Sql.everything()).isEqualTo(before);
  }

  @Test
  void evidence_is_listed_and_narrowed_down() {
    var owner = "o-" + UUID.randomUUID();
    var mine = "\"owner\": \"%s\"".formatted(owner);
    var first = approved("{%s, \"title\": \"Quarterly xylophone review\"}".formatted(mine));
    var second =
        drafted(
            "nora",
            """
            {%s, "framework": "iso27001", "controlId": "A.8.13", "evidenceType": "log",
             "effectiveTo": "2026-02-01T00:00:00Z", "nextReviewDueAt": "2026-03-01T00:00:00Z",
             "controls": [{"framework": "soc2", "controlId": "A1.3"}]}
            """
                .formatted(mine));
    var list = EVIDENCE + "?owner=" + owner;
    get(list).body("items.id", contains(second, first)).body("page.total", is(2));
    get(list + "&sort=nextReviewDueAt").body("items.id", contains(second, first));
    get(list + "&framework=soc2").body("items.id", contains(second, first));
    get(list + "&framework=iso27001").body("items.id", contains(second));
    get(list + "&controlId=A1.3").body("items.id", contains(second));
    get(list + "&controlId=soc2/CC6.1").body("items.id", contains(first));
    get(list + "&controlId=iso27001/CC6.1").body("items", empty());
    get(list + "&status=approved").body("items.id", contains(first));
    get(list + "&evidenceType=log&evidenceType=policy").body("items", hasSize(2));
    get(list + "&author=nora").body("items.id", contains(second));
    get(list + "&dueBefore=2026-04-01T00:00:00Z").body("items.id", contains(second));
    get(list + "&endsBefore=2026-02-02T00:00:00Z").body("items.id", contains(second));
    get(list + "&endsBefore=2026-02-01T00:00:00Z").body("items", empty());
    get(list + "&expired=true").body("items.id", contains(second));
    get(list + "&expired=false").body("items.id", contains(first));
    get(list + "&q=xyloph").body("items.id", contains(first));
    get(list + "&limit=1").body("page.nextCursor", notNullValue());
    isInvalid(
        get(
            list
                + "&framework=pci&status=x&evidenceType=x&dueBefore=x&endsBefore=x&expired=x&sort=x"),
        "?framework",
        "?status",
        "?evidenceType",
        "?dueBefore",
        "?endsBefore",
        "?expired",
        "?sort");
    isProblem(get(EVIDENCE + "/" + NOWHERE), 404, "not-found");
    isProblem(edit("selma", NOWHERE, "{}"), 404, "not-found");
    isProblem(submit("selma", NOWHERE), 404, "not-found");
    isProblem(upload("selma", NOWHERE, "a.pdf", PDF), 404, "not-found");
  }

  @Test
  void due_reviews_are_those_of_approved_evidence() {
    var soon = java.time.Instant.now().plus(Duration.ofDays(20)).toString();
    var due = approved("{\"nextReviewDueAt\": \"%s\"}".formatted(soon));
    var draft = drafted("selma", "{\"nextReviewDueAt\": \"%s\"}".formatted(soon));
    get(EVIDENCE + "/due-reviews?limit=200")
        .body("items.id", hasItem(due))
        .body("items.id", not(hasItem(draft)));
    get(EVIDENCE + "/due-reviews?within=P10D&limit=200").body("items.id", not(hasItem(due)));
    isInvalid(get(EVIDENCE + "/due-reviews?within=x"), "?within");
  }

  @Test
  void who_only_reads_changes_nothing() {
    for (var role : List.of("viewer", "auditor", "engineer", "security")) {
      isProblem(
          as(role).contentType(ContentType.JSON).body(Api.evidence("{}")).post(EVIDENCE).then(),
          403,
          "forbidden");
    }
  }
}
