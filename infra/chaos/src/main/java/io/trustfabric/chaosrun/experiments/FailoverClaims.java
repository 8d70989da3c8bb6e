package io.trustfabric.chaosrun.experiments;

import static io.trustfabric.chaosrun.experiments.Plan.Claim.errors;
import static io.trustfabric.chaosrun.experiments.Plan.Claim.latency;
import static io.trustfabric.chaosrun.experiments.Plan.Claim.reported;

import io.trustfabric.chaosrun.experiments.Plan.Bounds;
import io.trustfabric.chaosrun.experiments.Plan.Claim;
import io.trustfabric.chaosrun.stack.PostgresNode;
import io.trustfabric.chaosrun.stack.Target;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// What has to be so whenever one database server takes over from another.
final class FailoverClaims {

  private static final String LOST = "acknowledged writes lost";
  private static final String OLD = "writes acknowledged by a server that is no primary";
  private static final String MISPLACED = "gaps and repetitions in the order";
  private static final String SILENCE = "longest time without an acknowledged write, in seconds";
  private static final String UNCLEAR = "requests that get no clear answer";

  private static final int TRIES = 3;
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final LedgerChecks ledger;
  private final Target target;

  FailoverClaims(Target target) {
    this.target = target;
    this.ledger = new LedgerChecks(target);
  }

  /// @param mostSilence in seconds
  List<Claim> with(double mostSilence) {
    return List.of(
        errors(1),
        latency(20_000),
        reported(LOST, Bounds.NONE_AT_ALL, null),
        reported(OLD, Bounds.NONE_AT_ALL, null),
        reported(MISPLACED, Bounds.NONE_AT_ALL, null),
        reported(UNCLEAR, Bounds.NONE_AT_ALL, Bounds.NONE_AT_ALL),
        reported(SILENCE, Bounds.atMost(5), Bounds.atMost(mostSilence)));
  }

  /// @param second the server that takes no writes
  void before(Trial trial, Connections second) throws SQLException {
    try (var connection = target.connect();
        var statement = connection.createStatement()) {
      statement.execute("CREATE TABLE IF NOT EXISTS chaos_marks (at timestamptz NOT NULL)");
    }
    var acknowledged = trial.soFar().acknowledged();
    trial.before(LOST, ledger.lost(acknowledged.subList(0, acknowledged.size() / 2)));
    trial.before(OLD, writes(second) ? 1 : 0);
    trial.before(MISPLACED, ledger.misplaced());
    trial.before(UNCLEAR, trial.soFar().unclear());
    trial.before(SILENCE, trial.soFar().longestSilence().toMillis() / 1e3);
  }

  /// @param port where the product would reach the old primary
  /// @param old asked past its fence
  void after(Trial trial, int port, PostgresNode old) throws SQLException {
    int acknowledged = isReachable(port) ? 1 : 0;
    for (int i = 0; i < TRIES; i++) {
      acknowledged += writes(() -> old.connect("trust_fabric", PATIENCE)) ? 1 : 0;
    }
    trial.after(OLD, acknowledged);
    measure(trial);
  }

  /// @param old asked once
  void after(Trial trial, Connections old) throws SQLException {
    trial.after(OLD, writes(old) ? 1 : 0);
    measure(trial);
  }

  /// Opens a connection.
  interface Connections {
    Connection open() throws SQLException;
  }

  private void measure(Trial trial) throws SQLException {
    var seen = trial.soFar();
    var written = seen.byTime().stream().filter(s -> s.acknowledged() != null).toList();
    // The newest may still wait for their position.
    var ids =
        written.stream()
            .filter(s -> s.doneAt().isBefore(Instant.now().minusSeconds(3)))
            .map(s -> s.acknowledged())
            .toList();
    trial.after(LOST, ledger.lost(ids));
    trial.after(MISPLACED, ledger.misplaced());
    trial.during(UNCLEAR, seen.unclear());
    trial.after(UNCLEAR, trial.lately().unclear());
    trial.during(SILENCE, seen.longestSilence().toMillis() / 1e3);
    trial.after(SILENCE, trial.lately().longestSilence().toMillis() / 1e3);
    trial.note("%d acknowledged writes were looked for".formatted(ids.size()));
    trial.note(
        "no write was acknowledged for %.1f s".formatted(seen.longestSilence().toMillis() / 1e3));
  }

  /// Whether a commit is answered. Giving up ends the connection and does not cancel: PostgreSQL
  /// acknowledges a commit whose wait for the standby is cancelled.
  private static boolean writes(Connections old) {
    try (var connection = old.open();
        var statement = connection.createStatement()) {
      return statement.executeUpdate("INSERT INTO chaos_marks VALUES (now())") == 1;
    } catch (SQLException refused) {
      return false;
    }
  }

  private static boolean isReachable(int port) {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException fenced) {
      return false;
    }
  }
}
