package io.trustfabric.compliance.evidence;

import static io.trustfabric.compliance.evidence.People.approve;
import static io.trustfabric.compliance.evidence.People.approved;
import static io.trustfabric.compliance.evidence.People.edit;
import static io.trustfabric.compliance.evidence.People.submit;
import static io.trustfabric.testing.Api.EVIDENCE;
import static io.trustfabric.testing.Api.get;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.trustfabric.testing.PostgresResource;
import io.trustfabric.testing.Sql;
import io.trustfabric.testing.Together;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class EvidenceDeadlinesTest {

  private static final String DUE = "compliance_evidence.review_due";

  @Inject EvidenceDeadlines deadlines;

  @Test
  void evidence_whose_time_is_over_expires_at_that_time() {
    var id = approved("{\"effectiveTo\": \"2999-01-01T00:00:00Z\"}");
    deadlines.keep();
    get(EVIDENCE + "/" + id).body("status", equalTo("approved"));
    over(id);
    get(EVIDENCE + "/" + id).body("covers", is(false)).body("inDate", is(false));
    deadlines.keep();
    get(EVIDENCE + "/" + id)
        .body("status", equalTo("expired"))
        .body("updatedBy.subject", equalTo("system"))
        .body("nextStatuses", empty());
    get(EVIDENCE + "/" + id + "/revisions").body("items[0].endedBecause", equalTo("expired"));
    deadlines.keep();
    history(id).body("items.findAll { it.change.status?.after == 'expired' }.size()", is(1));
  }

  @Test
  void a_due_review_is_told_of_once_and_again_when_it_is_due_again() {
    var id = approved("{\"nextReviewDueAt\": \"2026-01-02T00:00:00Z\"}");
    deadlines.keep();
    deadlines.keep();
    told(id, 1);
    get(EVIDENCE + "/" + id).body("status", equalTo("approved")).body("reviewOverdue", is(true));
    edit("selma", id, "{\"nextReviewDueAt\": \"2026-01-03T00:00:00Z\"}").statusCode(200);
    deadlines.keep();
    told(id, 1);
    submit("selma", id).statusCode(200);
    approve("enzo", id).statusCode(200);
    deadlines.keep();
    told(id, 2);
  }

  @Test
  void several_schedules_at_once_do_each_once() {
    var due =
        List.of(
            approved("{\"nextReviewDueAt\": \"2026-01-02T00:00:00Z\"}"),
            approved("{\"nextReviewDueAt\": \"2026-01-03T00:00:00Z\"}"));
    var over = approved("{\"effectiveTo\": \"2999-01-01T00:00:00Z\"}");
    over(over);
    Together.run(4, i -> deadlines.keep());
    due.forEach(id -> told(id, 1));
    history(over).body("items.findAll { it.change.status?.after == 'expired' }.size()", is(1));
  }

  private static void told(String id, int times) {
    history(id).body("items.findAll { it.action == '%s' }.size()".formatted(DUE), is(times));
  }

  private static ValidatableResponse history(String id) {
    return get("/api/audit/records/compliance_evidence/" + id).statusCode(200);
  }

  /// Lets its time be over: the API lets nobody approve what is over already.
  private static void over(String id) {
    Sql.run(
        "UPDATE compliance_evidence SET effective_to = '2026-02-01T00:00:00Z' WHERE id = '%s'"
            .formatted(id));
  }
}
