package io.trustfabric.compliance.drafts;

import static io.trustfabric.compliance.drafts.Drafted.catchUp;
import static io.trustfabric.compliance.drafts.Drafted.close;
import static io.trustfabric.compliance.drafts.Drafted.evidence;
import static io.trustfabric.compliance.drafts.Drafted.lines;
import static io.trustfabric.compliance.drafts.Drafted.links;
import static io.trustfabric.compliance.drafts.Drafted.of;
import static io.trustfabric.compliance.drafts.Drafted.rotated;
import static io.trustfabric.compliance.evidence.People.approve;
import static io.trustfabric.compliance.evidence.People.edit;
import static io.trustfabric.compliance.evidence.People.move;
import static io.trustfabric.compliance.evidence.People.submit;
import static io.trustfabric.testing.Api.EVIDENCE;
import static io.trustfabric.testing.Api.get;
import static io.trustfabric.testing.Api.isProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.trustfabric.ledger.Consumers;
import io.trustfabric.testing.Api;
import io.trustfabric.testing.PostgresResource;
import io.trustfabric.testing.Sql;
import io.trustfabric.testing.Together;
import jakarta.inject.Inject;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class EvidenceDraftsTest {

  private static final String ROTATED = "secret-rotated";

  @Inject Consumers consumers;

  @Test
  void a_rotation_that_succeeded_is_drafted_in_the_state_the_ledger_has() {
    close(ROTATED);
    var id = rotated();
    var failed =
        Api.post(
                Api.ROTATIONS,
                Api.rotation(
                    "{\"status\": \"failed\", \"rotatedAt\": null, \"failureReason\": \"x\"}"))
            .statusCode(201)
            .extract()
            .<String>path("id");
    catchUp(consumers);
    assertThat(lines(ROTATED, failed)).isZero();
    var state =
        get("/api/audit/records/secret_rotation/" + id)
            .extract()
            .<String>path("items[0].stateSha256");
    evidence(ROTATED, id)
        .body("status", equalTo("draft"))
        .body("revision", is(1))
        .body("createdBy.issuer", equalTo("urn:trust-fabric"))
        .body("createdBy.subject", equalTo("system"))
        .body("framework", equalTo("soc2"))
        .body("controlId", equalTo("CC6.1"))
        .body("evidenceType", equalTo("log"))
        .body("title", equalTo("Secrets rotated in " + YearMonth.now(ZoneOffset.UTC)))
        .body("metadata.rule", equalTo(ROTATED))
        .body("inDate", is(true))
        .body("covers", is(false))
        .body("links", hasSize(1))
        .body("links[0].recordType", equalTo("secret_rotation"))
        .body("links[0].recordId", equalTo(id))
        .body("links[0].recordVersion", is(0))
        .body("links[0].stateSha256", equalTo(state));
    get("/api/audit/records/compliance_evidence/" + of(ROTATED, id))
        .body("items[0].action", equalTo("compliance_evidence.created"))
        .body("items[0].actor.subject", equalTo("system"));
  }

  @Test
  void a_month_is_collected_in_one_draft_until_it_is_submitted() {
    close(ROTATED);
    var first = rotated();
    catchUp(consumers);
    var second = rotated();
    var third = rotated();
    catchUp(consumers);
    var draft = of(ROTATED, first);
    evidence(ROTATED, third)
        .body("id", equalTo(draft))
        .body("links.recordId", contains(first, second, third))
        .body("revision", is(2));
    submit("selma", draft).statusCode(200);
    var late = rotated();
    catchUp(consumers);
    evidence(ROTATED, late).body("id", not(equalTo(draft))).body("links.recordId", contains(late));
    get(EVIDENCE + "/" + draft).body("links", hasSize(3)).body("status", equalTo("submitted"));
  }

  @Test
  void a_person_submits_and_another_approves() {
    close(ROTATED);
    var id = rotated();
    catchUp(consumers);
    var draft = of(ROTATED, id);
    submit("selma", draft).statusCode(200);
    isProblem(approve("selma", draft), 403, "forbidden");
    approve("enzo", draft).statusCode(200).body("covers", is(true));
    get("/api/compliance/controls/soc2/CC6.1").body("control.state", equalTo("covered"));
    get(EVIDENCE + "/" + draft + "/revisions")
        .body("items[0].author.subject", equalTo("system"))
        .body("items[0].submittedBy.subject", equalTo("selma"))
        .body("items[0].approvedBy.subject", equalTo("enzo"));
  }

  @Test
  void what_a_person_writes_into_a_draft_stays_when_more_is_collected() {
    close(ROTATED);
    var id = rotated();
    catchUp(consumers);
    var draft = of(ROTATED, id);
    edit("selma", draft, "{\"title\": \"Ours\", \"links\": []}").statusCode(200);
    var next = rotated();
    catchUp(consumers);
    get(EVIDENCE + "/" + draft)
        .body("title", equalTo("Ours"))
        .body("links.recordId", contains(next));
    submit("enzo", draft).statusCode(200);
    isProblem(approve("selma", draft), 403, "forbidden");
    isProblem(approve("enzo", draft), 403, "forbidden");
    approve("vera", draft).statusCode(200);
  }

  @Test
  void a_draft_that_is_full_is_followed_by_the_next() {
    close(ROTATED);
    var ids = IntStream.range(0, 205).mapToObj(i -> rotated()).toList();
    catchUp(consumers);
    evidence(ROTATED, ids.getFirst()).body("links", hasSize(100));
    evidence(ROTATED, ids.get(100)).body("links", hasSize(100));
    evidence(ROTATED, ids.getLast()).body("links", hasSize(5));
    var more = rotated();
    catchUp(consumers);
    evidence(ROTATED, more).body("links", hasSize(6));
    assertThat(ids).allSatisfy(id -> assertThat(links(id)).isEqualTo(1));
  }

  @Test
  void a_record_that_changes_again_is_linked_in_its_newest_state() {
    close("data-classified");
    var id = Api.classified("{}");
    catchUp(consumers);
    Api.compliance("PATCH", Api.CLASSIFICATIONS + "/" + id, "{\"owner\": \"Tax\"}").statusCode(200);
    Api.compliance("POST", Api.CLASSIFICATIONS + "/" + id + "/review", "{}").statusCode(200);
    catchUp(consumers);
    evidence("data-classified", id)
        .body("links.findAll { it.recordId == '%s' }.recordVersion".formatted(id), contains(2))
        .body("controls.controlId", contains("C1.1", "A.5.12"));
    assertThat(lines("data-classified", id)).isEqualTo(3);
  }

  @Test
  void a_handled_event_an_access_review_and_a_postmortem_are_drafted() {
    var event = Api.recorded("{}");
    var waved = Api.recorded("{\"title\": \"another\"}");
    status(Api.EVENTS + "/" + event, "{\"status\": \"resolved\", \"reason\": \"x\"}");
    status(Api.EVENTS + "/" + waved, "{\"status\": \"false_positive\", \"reason\": \"x\"}");
    var incident = Api.opened("{}");
    Api.patch(Api.INCIDENTS + "/" + incident, "{\"postmortem\": \"We learnt.\"}").statusCode(200);
    var silent = Api.opened("{}");
    var review = Api.started("[{\"username\": \"vera\", \"currentPermissions\": [\"viewer\"]}]");
    Api.compliance(
            "POST",
            Api.REVIEWS + "/" + review + "/items/" + Api.items(review).getFirst() + "/decision",
            "{\"decision\": \"keep\"}")
        .statusCode(200);
    Api.compliance("PATCH", Api.REVIEWS + "/" + review + "/status", "{\"status\": \"completed\"}")
        .statusCode(200);
    catchUp(consumers);
    evidence("security-event-handled", event)
        .body("controlId", equalTo("CC7.2"))
        .body("controls.controlId", contains("CC7.3", "A.8.16"));
    assertThat(of("security-event-handled", waved)).isNull();
    evidence("incident-postmortem", incident)
        .body("links.recordId", contains(incident))
        .body("controls.controlId", contains("CC7.5", "A.5.27"));
    assertThat(of("incident-postmortem", silent)).isNull();
    evidence("access-review-completed", review)
        .body("links.recordId", contains(review))
        .body("controlId", equalTo("CC6.2"))
        .body("controls.controlId", contains("CC6.3", "A.5.18"));
  }

  @Test
  void a_postmortem_that_is_improved_is_one_draft_while_nobody_submitted_it() {
    var incident = Api.opened("{}");
    Api.patch(Api.INCIDENTS + "/" + incident, "{\"postmortem\": \"One.\"}").statusCode(200);
    catchUp(consumers);
    var draft = of("incident-postmortem", incident);
    Api.patch(Api.INCIDENTS + "/" + incident, "{\"postmortem\": \"Two.\"}").statusCode(200);
    Api.patch(Api.INCIDENTS + "/" + incident, "{\"summary\": \"Other.\"}").statusCode(200);
    catchUp(consumers);
    evidence("incident-postmortem", incident)
        .body("id", equalTo(draft))
        .body("links.recordVersion", contains(2));
    assertThat(links(incident)).isEqualTo(1);
  }

  @Test
  void several_readers_at_once_draft_each_line_once() {
    close(ROTATED);
    var ids = IntStream.range(0, 30).mapToObj(i -> rotated()).toList();
    Together.run(
        4,
        i -> {
          catchUp(consumers);
          return i;
        });
    assertOnce(ids);
  }

  @Test
  void what_comes_while_a_draft_is_submitted_is_in_it_or_in_the_next() {
    for (int round = 0; round < 5; round++) {
      close(ROTATED);
      var first = rotated();
      catchUp(consumers);
      var draft = of(ROTATED, first);
      var second = rotated();
      Together.run(
          2,
          i -> {
            if (i == 0) {
              submit("selma", draft).statusCode(200);
            } else {
              catchUp(consumers);
            }
            return i;
          });
      assertOnce(List.of(first, second));
      get(EVIDENCE + "/" + draft).body("status", equalTo("submitted"));
    }
  }

  @Test
  void what_fails_midway_leaves_nothing_and_is_drafted_once_it_can_be() {
    close(ROTATED);
    catchUp(consumers);
    var ids = IntStream.range(0, 5).mapToObj(i -> rotated()).toList();
    Sql.run(
        """
        CREATE FUNCTION test_refuses() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION 'not this one'; END $$;
        CREATE TRIGGER test_refuses BEFORE INSERT ON evidence_draft_lines
          FOR EACH ROW WHEN (NEW.record_id = '%s') EXECUTE FUNCTION test_refuses()
        """
            .formatted(ids.get(3)));
    try {
      catchUp(consumers);
      catchUp(consumers);
      assertOnce(ids.subList(0, 3));
      assertThat(links(ids.get(3))).isZero();
      assertThat(links(ids.get(4))).isZero();
    } finally {
      Sql.run("DROP TRIGGER test_refuses ON evidence_draft_lines; DROP FUNCTION test_refuses()");
    }
    catchUp(consumers);
    assertOnce(ids);
  }

  @Test
  void a_reader_that_lost_its_place_drafts_nothing_twice() {
    var id = rotated();
    catchUp(consumers);
    var before = Sql.one("SELECT count(*) || '/' || max(revision) FROM compliance_evidence");
    Sql.run("DELETE FROM ledger_cursors WHERE consumer = 'evidence-drafts'");
    catchUp(consumers);
    assertThat(Sql.one("SELECT count(*) || '/' || max(revision) FROM compliance_evidence"))
        .isEqualTo(before);
    assertOnce(List.of(id));
  }

  @Test
  void a_draft_that_a_person_withdrew_is_not_written_again() {
    close(ROTATED);
    var id = rotated();
    catchUp(consumers);
    var draft = of(ROTATED, id);
    move("selma", draft, "{\"status\": \"withdrawn\"}").statusCode(200);
    catchUp(consumers);
    assertThat(links(id)).isEqualTo(1);
    get(EVIDENCE + "/" + draft).body("status", equalTo("withdrawn"));
  }

  @Test
  void the_rules_can_be_read() {
    get("/api/compliance/evidence-rules")
        .statusCode(200)
        .body("dataVersion", is(2))
        .body("sha256", matchesPattern("[0-9a-f]{64}"))
        .body("items.id", hasItems(ROTATED, "restore-verified", "chaos-passed"))
        .body("items.collect", hasItem("month"))
        .body("items[0].controls[0].framework", equalTo("soc2"))
        .body("items[0].validFor", equalTo("P180D"));
  }

  private static void assertOnce(List<String> rotations) {
    assertThat(rotations)
        .allSatisfy(
            id -> {
              assertThat(lines(ROTATED, id)).as("lines of " + id).isEqualTo(1);
              assertThat(links(id)).as("links to " + id).isEqualTo(1);
            });
  }

  private static void status(String path, String body) {
    Api.as("security")
        .contentType("application/json")
        .body(body)
        .patch(path + "/status")
        .then()
        .statusCode(200);
  }
}
