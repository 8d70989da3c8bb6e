package io.trustfabric.runner;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trustfabric.runner.PgBackRest.Kept;
import java.io.PrintStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

/// Makes backups, and tells of each how it ended.
final class Backups {

  private static final String PATH = "/api/backup/backups";

  private final Settings settings;
  private final State state;
  private final Spool spool;
  private final PgBackRest pgBackRest;
  private final PrintStream log;

  Backups(Settings settings, State state, Spool spool, PgBackRest pgBackRest, PrintStream log) {
    this.settings = settings;
    this.state = state;
    this.spool = spool;
    this.pgBackRest = pgBackRest;
    this.log = log;
  }

  /// Makes one; a full where there is nothing that another type could stand on.
  ///
  /// @param type full, differential or incremental
  void make(String type) {
    var kept = pgBackRest.backups();
    learn(kept);
    var parent = parent(type, kept);
    var becomes = parent.isPresent() ? type : "full";
    if (!becomes.equals(type)) {
      log.println("There is no reported backup for it to stand on: a full is made.");
    }
    var run = UUID.randomUUID();
    var begun = Instant.now();
    state.begins(
        Json.object()
            .put("kind", "backup")
            .put("run", run.toString())
            .put("startedAt", begun.toString()));
    spool.create(run, PATH, report(run, becomes, parent, begun));
    spool.send();
    try {
      pgBackRest.backup(becomes, run);
      var made =
          find(run)
              .orElseThrow(
                  () -> new RunnerFailure("pgBackRest is content, but there is no such backup."));
      if (!made.prior().equals(parent.map(Kept::label))) {
        throw new RunnerFailure("The backup stands on another one than was told.");
      }
      completed(made, run, Instant.now());
      log.println("Backup %s is made.".formatted(made.label()));
    } catch (RunnerFailure failure) {
      failed(run, RunnerFailure.reason(failure));
      throw failure;
    }
  }

  /// Brings to its end what a killed run began: the repository says whether it was a backup.
  void settle(ObjectNode interrupted) {
    var run = UUID.fromString(interrupted.get("run").textValue());
    Optional<Kept> made;
    try {
      made = find(run);
    } catch (RunnerFailure unreadable) {
      made = Optional.empty();
    }
    if (made.isPresent()) {
      var begun = Instant.parse(interrupted.get("startedAt").textValue());
      var ended = made.get().endedAt();
      var report = completion(made.get(), ended.isBefore(begun) ? begun : ended);
      state.made(new State.Made(made.get().label(), run, ended));
      spool.settle(path(run, "complete"), "completed", report);
    } else if (spool.knows(run)) {
      spool.settle(path(run, "fail"), "failed", failure("The runner ended before the backup did."));
    }
    state.ended();
  }

  /// Notes in the repository which record each backup has, and learns from it what this machine
  /// does not know, so that the runner's folder may be lost.
  void learn(List<Kept> kept) {
    var made = state.made().stream().map(State.Made::label).toList();
    for (var backup : kept) {
      if (backup.run().isPresent() && backup.backupId().isPresent()) {
        if (!made.contains(backup.label()) && !state.expiring().contains(backup.label())) {
          spool.learn(backup.run().get(), backup.backupId().get());
          state.made(new State.Made(backup.label(), backup.run().get(), backup.endedAt()));
        }
      } else if (made.contains(backup.label())) {
        spool
            .id(backup.run().orElseThrow())
            .ifPresent(id -> pgBackRest.annotate(backup.label(), id));
      }
    }
  }

  /// What pgBackRest lets a backup stand on, if it is one that was reported as completed.
  private Optional<Kept> parent(String type, List<Kept> kept) {
    Predicate<Kept> fits =
        switch (type) {
          case "full" -> backup -> false;
          case "differential" -> backup -> backup.type().equals("full");
          default -> backup -> true;
        };
    var made = state.made().stream().map(State.Made::label).toList();
    return kept.reversed().stream()
        .filter(fits)
        .findFirst()
        .filter(backup -> made.contains(backup.label()))
        .filter(backup -> spool.knows(backup.run().orElseThrow()));
  }

  private ObjectNode report(UUID run, String type, Optional<Kept> parent, Instant begun) {
    var report =
        Json.object()
            .put("backupType", type)
            .put("target", settings.target())
            .put("engine", "pgbackrest")
            .put("region", settings.region())
            .put("startedAt", begun.toString())
            .put("encrypted", true)
            .put("encryptionAlgorithm", "aes-256-cbc");
    report.putObject("metadata").put("run", run.toString());
    parent.ifPresent(p -> report.put("parentBackupId", Spool.record(p.run().orElseThrow())));
    return report;
  }

  private void completed(Kept made, UUID run, Instant at) {
    var report = completion(made, at);
    state.made(new State.Made(made.label(), run, at));
    spool.change(path(run, "complete"), "completed", report);
    state.ended();
    spool.send();
    spool.id(run).ifPresent(id -> pgBackRest.annotate(made.label(), id));
  }

  private ObjectNode completion(Kept made, Instant at) {
    return Json.object()
        .put("completedAt", at.toString())
        .put("sizeBytes", made.sizeBytes())
        .put("location", settings.location() + "/" + made.label())
        .put("checksum", pgBackRest.checksum(made.label()));
  }

  private void failed(UUID run, String reason) {
    spool.change(path(run, "fail"), "failed", failure(reason));
    state.ended();
    spool.send();
  }

  private static ObjectNode failure(String reason) {
    return Json.object().put("completedAt", Instant.now().toString()).put("failureReason", reason);
  }

  private static String path(UUID run, String verb) {
    return "%s/%s/%s".formatted(PATH, Spool.record(run), verb);
  }

  private Optional<Kept> find(UUID run) {
    return pgBackRest.backups().stream()
        .filter(backup -> backup.run().equals(Optional.of(run)))
        .findFirst();
  }
}
