package io.trustfabric.trust.facts;

import java.util.Map;
import java.util.Set;

/// What waits for a second person.
final class ApprovalFacts implements Follower {

  @Override
  public Map<String, Set<String>> fields() {
    return Map.of("approval", Set.of("action", "status", "requestedBy", "expiresAt"));
  }

  @Override
  public void follow(SeenChange change, FactBook book) {
    book.keep(
        change,
        "approval",
        change.is("status", "pending")
            ? book.newFact()
                .put("action", change.text("action"))
                .put("issuer", change.after().at("/requestedBy/issuer").asText())
                .put("subject", change.after().at("/requestedBy/subject").asText())
                .put("dueAt", change.text("expiresAt"))
            : null);
  }
}
