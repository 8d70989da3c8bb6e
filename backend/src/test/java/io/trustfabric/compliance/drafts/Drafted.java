package io.trustfabric.compliance.drafts;

import static io.trustfabric.testing.Api.EVIDENCE;

import io.restassured.response.ValidatableResponse;
import io.trustfabric.compliance.evidence.People;
import io.trustfabric.ledger.Consumers;
import io.trustfabric.testing.Api;
import io.trustfabric.testing.Await;
import io.trustfabric.testing.Sql;
import java.time.Duration;

/// What tests ask of drafts.
public final class Drafted {

  private Drafted() {}

  /// Lets every line have its place and every reader take it.
  public static void catchUp(Consumers consumers) {
    Await.until(
        "every line has its place",
        Duration.ofSeconds(30),
        () -> Sql.number("SELECT count(*) FROM ledger_pending") == 0);
    consumers.catchUp();
  }

  /// The id of the evidence that a rule has drafted of a record last; null when there is none.
  static String of(String rule, String recordId) {
    return Sql.one(
        """
        SELECT evidence_id FROM evidence_draft_lines WHERE rule = ? AND record_id = ?::uuid
        ORDER BY position DESC LIMIT 1
        """,
        rule,
        recordId);
  }

  static ValidatableResponse evidence(String rule, String recordId) {
    return Api.get(EVIDENCE + "/" + of(rule, recordId)).statusCode(200);
  }

  /// How many lines about a record a rule has taken.
  static long lines(String rule, String recordId) {
    return Sql.number(
        "SELECT count(*) FROM evidence_draft_lines WHERE rule = ? AND record_id = ?::uuid",
        rule,
        recordId);
  }

  /// In how many pieces of evidence a record is linked.
  static long links(String recordId) {
    return Sql.number(
        "SELECT count(*) FROM compliance_evidence, jsonb_array_elements(links) l WHERE l ->> 'recordId' = ?",
        recordId);
  }

  /// A secret that was rotated; its id.
  static String rotated() {
    return Api.post(Api.ROTATIONS, Api.rotation("{\"status\": \"succeeded\"}"))
        .statusCode(201)
        .extract()
        .path("id");
  }

  /// Lets the next line begin a draft of its own.
  static void close(String rule) {
    var open =
        Sql.one(
            """
            SELECT e.id FROM evidence_drafts d JOIN compliance_evidence e ON e.id = d.evidence_id
            WHERE d.rule = ? AND e.status = 'draft' ORDER BY d.number DESC LIMIT 1
            """,
            rule);
    if (open != null) {
      People.move("selma", open, "{\"status\": \"withdrawn\"}").statusCode(200);
    }
  }
}
