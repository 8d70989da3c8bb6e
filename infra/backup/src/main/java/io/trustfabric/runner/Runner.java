package io.trustfabric.runner;

import java.io.PrintStream;
import java.sql.SQLException;
import java.util.Optional;

/// The runner's commands. Each takes the lock, ends what a killed run began and reports what waits
/// before it does anything of its own.
final class Runner {

  private final Settings settings;
  private final PrintStream log;
  private final State state;
  private final Spool spool;
  private final Backups backups;
  private final Drill drill;
  private final Expiry expiry;

  Runner(Settings settings, PrintStream log) {
    this.settings = settings;
    this.log = log;
    var command = new Command(settings.osUser());
    var api = new Api(settings);
    var pgBackRest = new PgBackRest(settings, command);
    this.state = new State(settings.state());
    this.spool = new Spool(settings.state(), api, log);
    this.backups = new Backups(settings, state, spool, pgBackRest, log);
    this.drill = new Drill(settings, state, spool, pgBackRest, command, log);
    this.expiry = new Expiry(settings, state, spool, pgBackRest, api, log);
  }

  /// @param type full, differential or incremental
  void backup(String type) {
    try (var _ = begin()) {
      backups.make(type);
      takeCheckpoint();
    }
  }

  /// @param label of the backup; the newest when not said
  /// @return whether it passed
  boolean restoreDrill(Optional<String> label) {
    try (var _ = begin()) {
      return drill.run(label);
    }
  }

  void expire() {
    try (var _ = begin()) {
      expiry.run();
    }
  }

  void checkpoint() {
    try (var _ = begin()) {
      takeCheckpoint();
    }
  }

  /// Only ends and reports what waits.
  void report() {
    begin().close();
  }

  /// Whether nothing waits to be reported.
  boolean isReported() {
    return spool.isEmpty();
  }

  private RunLock begin() {
    var lock = RunLock.take(settings.state());
    try {
      state
          .interrupted()
          .ifPresent(
              run -> {
                if (run.get("kind").textValue().equals("backup")) {
                  backups.settle(run);
                } else {
                  drill.settle(run);
                }
              });
      spool.send();
      return lock;
    } catch (RuntimeException failure) {
      lock.close();
      throw failure;
    }
  }

  private void takeCheckpoint() {
    try (var live = Live.connect(settings)) {
      new Checkpoints(settings.state())
          .take(live.connection())
          .ifPresent(
              c -> log.println("Positions 0 to %d: %s".formatted(c.lastPosition(), c.sha256())));
    } catch (SQLException e) {
      throw new RunnerFailure("The ledger cannot be read: " + e.getMessage(), e);
    }
  }
}
