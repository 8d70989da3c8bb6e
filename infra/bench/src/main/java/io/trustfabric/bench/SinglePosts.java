package io.trustfabric.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// One event at a time: how much goes through beside pgbench, and how long a sender waits.
final class SinglePosts {

  /// Connections of both sides in the closed loop.
  static final int CONNECTIONS = 8;

  private static final String PATH = "/api/security/events";

  /// @param ours accepted events per second, one value a round
  /// @param theirs pgbench's transactions per second; empty where pgbench is not installed
  /// @param statements what one POST sends between BEGIN and COMMIT
  record Throughput(Sample ours, Sample theirs, List<String> statements, int failures) {

    /// Ratio of the medians.
    double ratio() {
      return ours.median() / theirs.median();
    }
  }

  /// @param share of the closed throughput
  record Waiting(double share, double perSecond, OpenLoad.Result result) {}

  private SinglePosts() {}

  static Throughput throughput(Fabric fabric, Duration warmUp, int rounds, Duration round)
      throws IOException, SQLException {
    var statements = learn(fabric);
    var rival = PgBench.version() == null ? null : new PgBench(fabric, statements);
    ClosedLoad.run(warmUp, CONNECTIONS, w -> call(fabric.wire()));
    if (rival != null) {
      rival.run(CONNECTIONS, Duration.ofSeconds(3));
    }
    var ours = new ArrayList<Double>();
    var theirs = new ArrayList<Double>();
    var failures = 0;
    for (int i = 0; i < rounds; i++) {
      var result = ClosedLoad.run(round, CONNECTIONS, w -> call(fabric.wire()));
      ours.add(result.perSecond());
      failures += result.failures();
      if (rival != null) {
        theirs.add(rival.run(CONNECTIONS, round));
      }
    }
    return new Throughput(
        sample(ours),
        sample(theirs),
        statements.stream().map(StatementLog.Statement::sql).toList(),
        failures);
  }

  static Waiting waiting(Fabric fabric, double closedPerSecond, double share, Duration length) {
    var rate = Math.max(1, closedPerSecond * share);
    var schedule = Schedule.poisson(rate, length, (long) (share * 100));
    return new Waiting(share, rate, OpenLoad.run(schedule, 32, w -> call(fabric.wire())));
  }

  private static Call call(Wire wire) {
    return number -> wire.post(PATH, Events.one()).status() == 201;
  }

  /// What the backend sends for one event, the second time: the first may still read catalogues.
  private static final Pattern LEADERS =
      Pattern.compile("ledger_(positions|checkpoints|tiles|keys|epochs|anchors)");

  private static List<StatementLog.Statement> learn(Fabric fabric)
      throws IOException, SQLException {
    try (var wire = fabric.wire()) {
      for (int i = 0; i < 20; i++) {
        wire.post(PATH, Events.one());
      }
      var all =
          StatementLog.during(
              fabric,
              () -> {
                var answer = wire.post(PATH, Events.marked());
                if (answer.status() != 201) {
                  throw new IOException("a report is refused: " + answer.text());
                }
              });
      var transaction = new ArrayList<StatementLog.Statement>();
      var open = false;
      for (var statement : all) {
        var sql = statement.sql();
        if (sql.toLowerCase(java.util.Locale.ROOT).startsWith("insert into security_events")) {
          open = true;
        }
        if (open && sql.equals("COMMIT")) {
          break;
        }
        // The leader and the listener go on beside it.
        if (open && !LEADERS.matcher(sql).find() && !sql.startsWith("BEGIN")) {
          transaction.add(statement);
        }
      }
      if (transaction.size() < 2) {
        throw new IOException("the statements of a POST were not found in the log");
      }
      return transaction;
    }
  }

  static Sample sample(List<Double> values) {
    return Sample.of(values.stream().mapToDouble(d -> d).toArray());
  }
}
