package io.trustfabric.runner;

import java.io.PrintStream;
import java.sql.SQLException;
import java.util.Optional;

/// The runner's commands. Each takes the lock, ends what a killed run began and reports what waits
/// before it does anything of its own.
public final class Runner {

  private final Settings settings;
  private final PrintStream log;
  private final State state;
  private final Spool spool;
  private final Backups backups;
  private final Drill drill;
  private final Expiry expiry;

  /// @param log is told in words what happens
  public Runner(Settings settings, PrintStream log) {
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

  /// Makes one, and keeps the ledger's hash as it is then.
  ///
  /// @param type full, differential or incremental
  /// @throws RunnerFailure with the reason that was reported
  public void backup(String type) {
    try (var _ = begin()) {
      backups.make(type);
      takeCheckpoint();
    }
  }

  /// Restores a backup aside and checks what came of it.
  ///
  /// @param label of the backup; the newest when not said
  /// @return whether it passed
  public boolean restoreDrill(Optional<String> label) {
    try (var _ = begin()) {
      return drill.run(label);
    }
  }

  /// Deletes what the API's retention plan lets go.
  ///
  /// @throws RunnerFailure when reports wait or the API refuses
  public void expire() {
    try (var _ = begin()) {
      expiry.run();
    }
  }

  /// Keeps the ledger's hash as it is now.
  ///
  /// @throws RunnerFailure when the ledger is not what it was when it was kept before
  public void checkpoint() {
    try (var _ = begin()) {
      takeCheckpoint();
    }
  }

  /// Only ends and reports what waits.
  public void report() {
    begin().close();
  }

  /// Whether everything was reported: nothing waits, nothing was refused and left lying.
  public boolean isReported() {
    return spool.isEmpty() && !spool.hasRefused();
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
