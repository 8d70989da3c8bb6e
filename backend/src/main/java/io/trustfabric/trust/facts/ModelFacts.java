package io.trustfabric.trust.facts;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;

/// Versions by status, those in production, and for each when it was last checked for drift and how
/// much of it is open.
final class ModelFacts implements Follower {

  @Override
  public Map<String, Set<String>> fields() {
    return Map.of(
        "model_version", Set.of("name", "modelVersion", "status", "artifactSha256"),
        "model_drift_detection",
            Set.of("modelId", "severity", "driftDetected", "alert", "status", "createdAt"));
  }

  @Override
  public void follow(SeenChange change, FactBook book) {
    if (change.type().equals("model_version")) {
      book.count(version(change.before()), version(change.after()));
      book.keep(
          change,
          "production_model",
          change.is("status", "production")
              ? book.newFact()
                  .put("name", change.text("name"))
                  .put("modelVersion", change.text("modelVersion"))
                  .put("artifact", change.has("artifactSha256"))
              : null);
    } else {
      book.count(drift(change.before()), drift(change.after()));
      var model = change.text("modelId");
      var fact = book.fact("drift", model);
      var at = change.text("createdAt");
      if (at.compareTo(fact.path("checkedAt").asText()) > 0) {
        fact.put("checkedAt", at);
      }
      var open = fact.path("open").asLong() - alerts(change.before()) + alerts(change.after());
      book.put("drift", model, fact.put("open", open));
    }
  }

  private static String version(ObjectNode state) {
    return state.isEmpty() ? null : "model_version/" + SeenChange.text(state, "status");
  }

  /// Only what found drift.
  private static String drift(ObjectNode state) {
    return state.path("driftDetected").asBoolean()
        ? "drift/%s/%s"
            .formatted(SeenChange.text(state, "severity"), SeenChange.text(state, "status"))
        : null;
  }

  private static long alerts(ObjectNode state) {
    var status = state.path("status").asText();
    return state.path("alert").asBoolean()
            && (status.equals("open") || status.equals("acknowledged"))
        ? 1
        : 0;
  }
}
