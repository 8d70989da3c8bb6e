package io.trustfabric.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;

/// How fast lines that are there get their positions and come under a signed checkpoint.
final class Sealing {

  /// Lines in one round: ten seconds' worth of what is to be kept up with.
  static final int LINES = 50_000;

  /// What is to be kept up with.
  static final int TARGET_PER_SECOND = 5_000;

  /// A line as long as a usual one.
  private static final String WRITE =
      """
      WITH lines AS (
        INSERT INTO audit_log (format_version, occurred_at, actor_issuer, actor_subject, action, record_type, bytes)
        SELECT 1, '2026-01-31T10:00:00Z', 'urn:bench', 'bench', 'bench.noted', 'bench', convert_to(
          '{"action":"bench.noted","actor":{"issuer":"urn:bench","subject":"bench"},"change":{"number":' || i
          || ',"text":"%s"},"formatVersion":1,"occurredAt":"2026-01-31T10:00:00.000000Z","recordType":"bench"}', 'UTF8')
        FROM generate_series(1, %d) i RETURNING id)
      INSERT INTO ledger_pending SELECT id FROM lines
      """
          .formatted("x".repeat(400), LINES);

  private static final String SEALED = "SELECT coalesce(max(tree_size), 0) FROM ledger_checkpoints";

  /// @param perSecond lines ordered and sealed, from their commit on; one value a round
  /// @param written the same for writing them, in one statement
  record Result(Sample perSecond, Sample written) {

    /// How many times the rate that is to be kept up with.
    double ratio() {
      return perSecond.median() / TARGET_PER_SECOND;
    }
  }

  private Sealing() {}

  static Result measure(Fabric fabric, int warmUps, int rounds) throws IOException, SQLException {
    var ours = new ArrayList<Double>();
    var written = new ArrayList<Double>();
    try (var connection = fabric.connect("app");
        var statement = connection.createStatement()) {
      for (int i = -warmUps; i < rounds; i++) {
        var begin = System.nanoTime();
        statement.execute(WRITE);
        var committed = System.nanoTime();
        var all = Long.parseLong(fabric.one("SELECT count(*) FROM audit_log"));
        awaitSealed(fabric, all);
        if (i >= 0) {
          written.add(LINES * 1e9 / (committed - begin));
          ours.add(LINES * 1e9 / (System.nanoTime() - committed));
        }
      }
    }
    return new Result(SinglePosts.sample(ours), SinglePosts.sample(written));
  }

  private static void awaitSealed(Fabric fabric, long lines) throws IOException, SQLException {
    var end = System.nanoTime() + Duration.ofMinutes(3).toNanos();
    while (Long.parseLong(fabric.one(SEALED)) < lines) {
      if (System.nanoTime() > end) {
        throw new IOException("lines are not sealed");
      }
      Threads.sleep(Duration.ofMillis(20));
    }
  }
}
