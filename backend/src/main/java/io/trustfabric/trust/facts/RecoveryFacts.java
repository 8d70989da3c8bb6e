package io.trustfabric.trust.facts;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;

/// The newest good backups of each target, what its policy wants, its restores, and the newest
/// experiment of each type that proved something.
final class RecoveryFacts implements Follower {

  private static final String[] CADENCES = {
    "fullEverySeconds", "incrementalEverySeconds", "differentialEverySeconds"
  };

  @Override
  public Map<String, Set<String>> fields() {
    return Map.of(
        "backup_policy",
            Set.of(
                "target",
                "status",
                "activatedAt",
                "fullEverySeconds",
                "incrementalEverySeconds",
                "differentialEverySeconds",
                "toleranceSeconds"),
        "backup", Set.of("target", "backupType", "status", "completedAt"),
        "restore", Set.of("target", "status", "verified", "completedAt"),
        "chaos_test_result", Set.of("testType", "status", "outcome", "clock"));
  }

  @Override
  public void follow(SeenChange change, FactBook book) {
    switch (change.type()) {
      case "backup_policy" -> policy(change, book);
      case "backup" -> backup(change, book);
      case "restore" -> restore(change, book);
      default -> experiment(change, book);
    }
  }

  private static void policy(SeenChange change, FactBook book) {
    if (!change.is("status", "active")) {
      book.keep(change, "backup_policy", null);
      return;
    }
    var fact =
        book.newFact()
            .put("target", change.text("target"))
            .put("activatedAt", change.text("activatedAt"))
            .put("toleranceSeconds", change.number("toleranceSeconds"));
    for (var cadence : CADENCES) {
      if (change.has(cadence)) {
        fact.put(cadence, change.number(cadence));
      }
    }
    book.keep(change, "backup_policy", fact);
  }

  private static void backup(SeenChange change, FactBook book) {
    var was = change.was("status");
    book.count(was == null ? null : "backup/" + was, "backup/" + change.text("status"));
    if (change.is("status", "completed") || "completed".equals(was)) {
      var newest = book.newFact();
      for (var backup : book.completedBackups(change.text("target"))) {
        newest.set(
            backup.path("type").asText(),
            book.newFact()
                .put("id", backup.path("id").asText())
                .put("completedAt", backup.path("completedAt").asText()));
      }
      if (newest.isEmpty()) {
        book.remove("backup", change.text("target"));
      } else {
        book.put("backup", change.text("target"), newest);
      }
    }
  }

  /// One that ended without a verification proves nothing either way.
  private static void restore(SeenChange change, FactBook book) {
    var passed = change.is("verified", "passed");
    if (passed || change.is("verified", "failed") || change.is("status", "failed")) {
      newest(change, book, "restore_ended", change.text("completedAt"), passed);
    }
  }

  private static void newest(
      SeenChange change, FactBook book, String kind, String at, boolean passed) {
    var target = change.text("target");
    var place = SecurityFacts.place(at, change);
    if (place.compareTo(book.fact(kind, target).path("place").asText()) > 0) {
      book.put(kind, target, end(change, book, place, at, passed));
    }
  }

  private static ObjectNode end(
      SeenChange change, FactBook book, String place, String at, boolean passed) {
    return book.newFact()
        .put("place", place)
        .put("id", change.id().toString())
        .put("at", at)
        .put("passed", passed);
  }

  private static void experiment(SeenChange change, FactBook book) {
    book.count(state(change.before()), state(change.after()));
    var passed = change.is("outcome", "passed");
    if (passed || change.is("outcome", "failed")) {
      var type = change.text("testType");
      var at = change.after().at("/clock/completedAt").asText();
      var place = SecurityFacts.place(at, change);
      if (place.compareTo(book.fact("chaos", type).path("place").asText()) >= 0) {
        book.put("chaos", type, end(change, book, place, at, passed));
      }
    }
  }

  /// `chaos/running`, or how it came out.
  private static String state(ObjectNode state) {
    if (state.isEmpty()) {
      return null;
    }
    var outcome = SeenChange.text(state, "outcome");
    return "chaos/" + (outcome == null ? SeenChange.text(state, "status") : outcome);
  }
}
