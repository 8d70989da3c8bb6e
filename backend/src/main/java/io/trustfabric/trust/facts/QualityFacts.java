package io.trustfabric.trust.facts;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// The newest run of each test suite, active golden datasets, and the newest evaluation of each
/// dataset and model by one who did not know the answers.
final class QualityFacts implements Follower {

  @Override
  public Map<String, Set<String>> fields() {
    return Map.of(
        "golden_dataset", Set.of("name", "dataVersion", "status"),
        "golden_evaluation",
            Set.of("goldenDatasetId", "modelId", "contaminated", "accuracyLow", "createdAt"),
        "regression_test_result", Set.of("testSuite", "runId", "status", "executedAt"));
  }

  @Override
  public Set<String> unchanging() {
    return Set.of("golden_evaluation", "regression_test_result");
  }

  @Override
  public void follow(SeenChange change, FactBook book) {
    switch (change.type()) {
      case "golden_dataset" ->
          book.keep(
              change,
              "dataset",
              change.is("status", "active")
                  ? book.newFact()
                      .put("name", change.text("name"))
                      .put("dataVersion", change.number("dataVersion"))
                  : null);
      case "golden_evaluation" -> evaluation(change, book);
      default -> result(change, book);
    }
  }

  private static void evaluation(SeenChange change, FactBook book) {
    if (change.after().path("contaminated").asBoolean(true)) {
      return;
    }
    newest(change, book, "dataset_evaluation", change.text("goldenDatasetId"));
    if (change.has("modelId")) {
      newest(change, book, "model_evaluation", change.text("modelId"));
    }
  }

  private static void newest(SeenChange change, FactBook book, String kind, String subject) {
    var place = SecurityFacts.place(change.text("createdAt"), change);
    if (place.compareTo(book.fact(kind, subject).path("place").asText()) > 0) {
      book.put(
          kind,
          subject,
          book.newFact()
              .put("place", place)
              .put("at", change.text("createdAt"))
              .put("id", change.id().toString())
              .put("low", change.text("accuracyLow")));
    }
  }

  /// A run is as new as its newest result. What is known of each run is remembered, since results
  /// of two may come mixed.
  private static void result(SeenChange change, FactBook book) {
    var suite = change.text("testSuite");
    var runId = change.text("runId");
    var id = UUID.nameUUIDFromBytes((suite + '\0' + runId).getBytes(StandardCharsets.UTF_8));
    var run = book.remembered("suite_run", id);
    var status = change.text("status");
    run.put("runId", runId).put(status, run.path(status).asLong() + 1);
    if (change.text("executedAt").compareTo(run.path("at").asText()) > 0) {
      run.put("at", change.text("executedAt"));
    }
    book.remember("suite_run", id, run);
    var newest = book.fact("suite", suite);
    var later = place(run.path("at").asText(), runId);
    if (later.compareTo(place(newest.path("at").asText(), newest.path("runId").asText())) >= 0) {
      book.put("suite", suite, run);
    }
  }

  private static String place(String at, String runId) {
    return at + " " + runId;
  }
}
