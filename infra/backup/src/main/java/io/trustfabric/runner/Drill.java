package io.trustfabric.runner;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.UUID;

/// Restores a backup to a moment, aside from the live cluster, and looks at what came of it.
final class Drill {

  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss").withZone(ZoneOffset.UTC);

  private static final DateTimeFormatter TARGET =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS'+00'").withZone(ZoneOffset.UTC);

  private final Settings settings;
  private final State state;
  private final Spool spool;
  private final PgBackRest pgBackRest;
  private final Command command;
  private final PrintStream log;

  Drill(
      Settings settings,
      State state,
      Spool spool,
      PgBackRest pgBackRest,
      Command command,
      PrintStream log) {
    this.settings = settings;
    this.state = state;
    this.spool = spool;
    this.pgBackRest = pgBackRest;
    this.command = command;
    this.log = log;
  }

  /// Where the live database stands when a drill begins.
  private record Prepared(
      Live.Loss loss, Live.Canaries canaries, Optional<Checkpoints.Checkpoint> checkpoint) {}

  /// Drills, and reports figures or why there are none.
  ///
  /// @param label of the backup; the newest when not said
  /// @return whether all that can be seen speaks for the backup
  /// @throws RunnerFailure when there is nothing to restore
  boolean run(Optional<String> label) {
    var made =
        state.made().reversed().stream()
            .filter(backup -> label.isEmpty() || label.get().equals(backup.label()))
            .findFirst()
            .orElseThrow(() -> new RunnerFailure("There is no completed backup to restore."));
    var run = UUID.randomUUID();
    Prepared prepared;
    try (var live = Live.connect(settings)) {
      var checkpoint = checkpoint(live.connection());
      var loss = live.loss();
      var canaries = live.sing(name(run), settings.archiveTimeout());
      prepared = new Prepared(loss, canaries, checkpoint);
    } catch (RunnerFailure | SQLException failure) {
      begin(made, run);
      return failed(made, run, failure);
    }
    begin(made, run);
    return run(made, run, prepared);
  }

  /// Ends what a killed drill began.
  void settle(ObjectNode interrupted) {
    ScratchCluster.sweep(settings, command);
    var run = UUID.fromString(interrupted.get("run").textValue());
    if (spool.knows(run)) {
      spool.settle(path(run, "fail"), "failed", failure("The runner ended before the drill did."));
    }
    state.ended();
  }

  /// The newest hash kept outside. Where the live ledger does not continue it, it is the live one
  /// that was changed, and the restored one will differ as well.
  private Optional<Checkpoints.Checkpoint> checkpoint(Connection live) throws SQLException {
    var checkpoints = new Checkpoints(settings.state());
    try {
      return checkpoints.take(live);
    } catch (RunnerFailure changed) {
      log.println(changed.getMessage());
      return checkpoints.newest();
    }
  }

  private boolean run(State.Made made, UUID run, Prepared prepared) {
    try (var scratch = ScratchCluster.prepare(settings, command, run.toString().substring(0, 8))) {
      restore(made, scratch, prepared.canaries().moment());
      try (var connection = scratch.recover()) {
        var usableAt = Instant.now();
        var figures =
            new RestoredChecks(connection, scratch.stoppedBefore())
                .figures(prepared.canaries(), prepared.checkpoint());
        var archive = new WalCommits(settings, pgBackRest, command);
        var newest = archive.newest(prepared.loss(), scratch.wal());
        completed(run, usableAt, prepared.loss(), newest, figures);
        var passed = RestoredChecks.passed(figures);
        log.println(
            "Drill of %s %s: %s".formatted(made.label(), passed ? "passed" : "FAILED", figures));
        return passed;
      }
    } catch (RunnerFailure | SQLException | IOException failure) {
      return failed(made, run, failure);
    }
  }

  private void restore(State.Made made, ScratchCluster scratch, Instant moment) {
    if (pgBackRest.backups().stream().noneMatch(kept -> kept.label().equals(made.label()))) {
      throw new RunnerFailure("The repository does not have %s.".formatted(made.label()));
    }
    try {
      pgBackRest.restore(
          made.label(), scratch.data(), scratch.tablespaces(), TARGET.format(moment));
    } catch (RunnerFailure failure) {
      throw new RunnerFailure(scratch.roomLeft() + failure.getMessage(), failure);
    }
  }

  private void begin(State.Made made, UUID run) {
    var now = Instant.now();
    state.begins(Json.object().put("kind", "drill").put("run", run.toString()));
    spool.create(
        run,
        "/api/backup/backups/%s/restore".formatted(Spool.record(made.run())),
        Json.object()
            .put("purpose", "drill")
            .put("targetEnvironment", "scratch on " + host())
            .put("requestedAt", now.toString()));
    spool.change(path(run, "start"), "in_progress", Json.object().put("startedAt", now.toString()));
    spool.send();
  }

  private void completed(
      UUID run, Instant usableAt, Live.Loss loss, Optional<Instant> newest, ObjectNode figures) {
    var report =
        Json.object()
            .put("usableAt", usableAt.toString())
            .put("completedAt", Instant.now().toString());
    newest.ifPresent(
        at -> report.put("lostAt", loss.at().toString()).put("newestRecoverableAt", at.toString()));
    report.set("checks", figures);
    end(run, "complete", "completed", report);
  }

  private boolean failed(State.Made made, UUID run, Exception failure) {
    var reason = RunnerFailure.reason(failure);
    end(run, "fail", "failed", failure(reason));
    log.println("Drill of %s FAILED: %s".formatted(made.label(), reason));
    return false;
  }

  private static ObjectNode failure(String reason) {
    return Json.object().put("completedAt", Instant.now().toString()).put("failureReason", reason);
  }

  private void end(UUID run, String verb, String becomes, ObjectNode report) {
    spool.change(path(run, verb), becomes, report);
    state.ended();
    spool.send();
  }

  private static String name(UUID run) {
    return NAME.format(Instant.now()) + "-" + run.toString().substring(0, 8);
  }

  private static String path(UUID run, String verb) {
    return "/api/backup/restores/%s/%s".formatted(Spool.record(run), verb);
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (IOException unknown) {
      return "this machine";
    }
  }
}
