package io.trustfabric.trust.facts;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;

/// Events and incidents by severity and status, authority reports that are owed, action items that
/// are open, and when each secret has to be renewed.
final class SecurityFacts implements Follower {

  @Override
  public Map<String, Set<String>> fields() {
    return Map.of(
        "security_event", Set.of("severity", "status", "authorityReport"),
        "incident", Set.of("severity", "status"),
        "action_item", Set.of("status", "dueAt", "incidentId"),
        "secret_rotation",
            Set.of(
                "secretName", "status", "rotatedAt", "nextRotationDueAt", "retired", "createdAt"));
  }

  @Override
  public void follow(SeenChange change, FactBook book) {
    switch (change.type()) {
      case "security_event" -> event(change, book);
      case "incident" ->
          book.count(measure(change, change.before()), measure(change, change.after()));
      case "action_item" -> actionItem(change, book);
      default -> rotation(change, book);
    }
  }

  private static void event(SeenChange change, FactBook book) {
    book.count(measure(change, change.before()), measure(change, change.after()));
    var owed = owes(change.after());
    if (owed || owes(change.before())) {
      book.keep(
          change,
          "authority_report",
          owed
              ? book.newFact().put("dueAt", change.after().at("/authorityReport/dueAt").asText())
              : null);
    }
  }

  private static boolean owes(ObjectNode event) {
    var report = event.path("authorityReport");
    return report.path("required").asBoolean() && !report.hasNonNull("reportedAt");
  }

  /// `security_event/high/open`; null where there is no record.
  private static String measure(SeenChange change, ObjectNode state) {
    var severity = SeenChange.text(state, "severity");
    return severity == null
        ? null
        : change.type() + "/" + severity + "/" + SeenChange.text(state, "status");
  }

  private static void actionItem(SeenChange change, FactBook book) {
    var open = change.is("status", "open") || change.is("status", "in_progress");
    book.keep(
        change,
        "action_item",
        open
            ? book.newFact()
                .put("dueAt", change.text("dueAt"))
                .put("incidentId", change.text("incidentId"))
            : null);
  }

  private static void rotation(SeenChange change, FactBook book) {
    var secret = change.text("secretName");
    var fact = book.fact("secret", secret);
    var attempt = place(change.text("createdAt"), change);
    if (attempt.compareTo(fact.path("attempt").asText()) >= 0) {
      fact.put("attempt", attempt).put("status", change.text("status"));
    }
    if (change.is("status", "succeeded")) {
      var success = place(change.text("rotatedAt"), change);
      if (success.compareTo(fact.path("success").asText()) >= 0) {
        fact.put("success", success).put("retired", change.after().path("retired").asBoolean());
        fact.put("dueAt", change.text("nextRotationDueAt"));
      }
    }
    book.put("secret", secret, fact);
  }

  /// Sorts like time and id together.
  static String place(String at, SeenChange change) {
    return at + " " + change.id();
  }
}
