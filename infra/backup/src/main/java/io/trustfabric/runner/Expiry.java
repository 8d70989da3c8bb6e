package io.trustfabric.runner;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.Optional;

/// Deletes what the API lets go. The API is asked for each backup before it is deleted: it alone
/// knows whether a person has begun a restore meanwhile. A record that says expired of a backup
/// that still lies there does no harm; the opposite would.
final class Expiry {

  private final Settings settings;
  private final State state;
  private final Spool spool;
  private final PgBackRest pgBackRest;
  private final Api api;
  private final PrintStream log;

  Expiry(
      Settings settings,
      State state,
      Spool spool,
      PgBackRest pgBackRest,
      Api api,
      PrintStream log) {
    this.settings = settings;
    this.state = state;
    this.spool = spool;
    this.pgBackRest = pgBackRest;
    this.api = api;
    this.log = log;
  }

  /// @throws RunnerFailure when reports wait, or the API does not answer: nothing goes then
  void run() {
    if (!spool.isEmpty()) {
      throw new RunnerFailure("Reports wait, so the plan would be an old one.");
    }
    finish();
    var labels = new HashMap<String, String>();
    state
        .made()
        .forEach(made -> spool.id(made.run()).ifPresent(id -> labels.put(id, made.label())));
    var plan = ask("GET", "/api/backup/retention?target=" + Api.encoded(settings.target()), null);
    for (var candidate : plan.path("mayExpire")) {
      var id = candidate.get("backupId").textValue();
      var label = Optional.ofNullable(labels.get(id));
      if (label.isEmpty()) {
        log.println("Backup %s is not in this repository.".formatted(id));
        continue;
      }
      state.expires(label.get());
      ask(
          "PATCH",
          "/api/backup/backups/%s/expire".formatted(id),
          Json.object().put("reason", "The retention plan lets it go."));
      delete(label.get());
    }
    pgBackRest.trimArchive();
  }

  /// Deletes what has expired while a run was killed.
  private void finish() {
    for (var label : state.expiring()) {
      var run = state.made().stream().filter(m -> m.label().equals(label)).findFirst();
      if (run.isPresent()) {
        var id = spool.id(run.get().run()).orElseThrow();
        var answer = send("PATCH", "/api/backup/backups/%s/expire".formatted(id), Json.object());
        if (answer.isForLater()) {
          throw new RunnerFailure("The API answers %d.".formatted(answer.status()));
        }
        if (!answer.isGood() && !answer.isDone("expired")) {
          log.println("Backup %s stays: %s".formatted(label, answer.text()));
          state.stays(label);
          continue;
        }
      }
      delete(label);
    }
  }

  private void delete(String label) {
    var kept = pgBackRest.backups();
    var standing = kept.stream().filter(b -> b.prior().equals(Optional.of(label))).findFirst();
    if (standing.isPresent()) {
      throw new RunnerFailure(
          "%s stays in the repository: %s stands on it.".formatted(label, standing.get().label()));
    }
    if (kept.stream().anyMatch(b -> b.label().equals(label))) {
      pgBackRest.expire(label);
      if (pgBackRest.backups().stream().anyMatch(b -> b.label().equals(label))) {
        throw new RunnerFailure("%s is still in the repository.".formatted(label));
      }
    }
    state.expired(label);
    log.println("Backup %s is gone.".formatted(label));
  }

  private JsonNode ask(String method, String path, JsonNode body) {
    var answer = send(method, path, body);
    if (!answer.isGood()) {
      throw new RunnerFailure("The API refuses (%d): %s".formatted(answer.status(), answer.text()));
    }
    return answer.body();
  }

  private Api.Answer send(String method, String path, JsonNode body) {
    try {
      return api.send(method, path, body, Optional.empty());
    } catch (Api.NoAnswer e) {
      throw new RunnerFailure(e.getMessage(), e);
    }
  }
}
