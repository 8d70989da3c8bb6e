package io.trustfabric.trust.facts;

import java.util.Map;
import java.util.Set;

/// Evidence that is approved and what it covers, what the organisation says of controls, access
/// reviews, and data whose time is over.
final class ComplianceFacts implements Follower {

  @Override
  public Map<String, Set<String>> fields() {
    return Map.of(
        "compliance_evidence", Set.of("status", "effectiveTo", "nextReviewDueAt"),
        "evidence_revision",
            Set.of(
                "evidenceId", "controls", "effectiveFrom", "effectiveTo", "approvedAt", "endedAt"),
        "compliance_control", Set.of("framework", "controlId", "applicable"),
        "compliance_scope", Set.of("framework", "categories"),
        "access_review", Set.of("status", "dueAt", "completedAt", "actionsPending"),
        "data_classification", Set.of("retentionDueAt"));
  }

  @Override
  public void follow(SeenChange change, FactBook book) {
    switch (change.type()) {
      case "compliance_evidence" -> evidence(change, book);
      case "evidence_revision" -> revision(change, book);
      case "compliance_control" -> control(change, book);
      case "compliance_scope" -> scope(change, book);
      case "access_review" -> review(change, book);
      default ->
          book.keep(
              change,
              "retention",
              change.has("retentionDueAt")
                  ? book.newFact().put("dueAt", change.text("retentionDueAt"))
                  : null);
    }
  }

  private static void evidence(SeenChange change, FactBook book) {
    var was = change.was("status");
    book.count(was == null ? null : "evidence/" + was, "evidence/" + change.text("status"));
    book.keep(
        change,
        "evidence",
        change.is("status", "approved")
            ? book.newFact()
                .put("effectiveTo", change.text("effectiveTo"))
                .put("dueAt", change.text("nextReviewDueAt"))
            : null);
  }

  private static void revision(SeenChange change, FactBook book) {
    if (change.has("approvedAt") && !change.has("endedAt")) {
      var fact =
          book.newFact()
              .put("evidenceId", change.text("evidenceId"))
              .put("from", change.text("effectiveFrom"))
              .put("to", change.text("effectiveTo"));
      fact.set("controls", change.after().path("controls"));
      book.keep(change, "covering", fact);
    } else {
      book.keep(change, "covering", null);
    }
  }

  private static void control(SeenChange change, FactBook book) {
    var key = change.text("framework") + "/" + change.text("controlId");
    if (change.after().path("applicable").asBoolean(true)) {
      book.remove("not_applicable", key);
    } else {
      book.put("not_applicable", key, book.newFact());
    }
  }

  private static void scope(SeenChange change, FactBook book) {
    var fact = book.newFact();
    fact.set("categories", change.after().path("categories"));
    book.put("scope", change.text("framework"), fact);
  }

  private static void review(SeenChange change, FactBook book) {
    book.keep(
        change,
        "access_review",
        change.is("status", "cancelled")
            ? null
            : book.newFact()
                .put("status", change.text("status"))
                .put("dueAt", change.text("dueAt"))
                .put("completedAt", change.text("completedAt"))
                .put("actionsPending", change.number("actionsPending")));
  }
}
