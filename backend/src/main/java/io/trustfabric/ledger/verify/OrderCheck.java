package io.trustfabric.ledger.verify;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/// Lines that have no position, or more than one, and what is kept for no line.
final class OrderCheck {

  private static final String WAITING =
      """
      SELECT l.id FROM ledger_pending w JOIN audit_log l ON l.id = w.line_id
      WHERE l.occurred_at < clock_timestamp() - interval '10 seconds' ORDER BY l.id LIMIT 1000
      """;

  private static final long PATIENCE_MILLIS = 10_000;

  private static final String LOST =
      """
      SELECT l.id, l.record_type, l.record_id FROM audit_log l
      LEFT JOIN ledger_positions p ON p.line_id = l.id LEFT JOIN ledger_pending w ON w.line_id = l.id
      WHERE p.line_id IS NULL AND w.line_id IS NULL ORDER BY l.id LIMIT 1
      """;

  private static final String TWICE =
      "SELECT line_id FROM ledger_positions GROUP BY line_id HAVING count(*) > 1 ORDER BY line_id LIMIT 1";

  private static final String PENDING =
      """
      SELECT w.line_id, l.id IS NOT NULL, p.position FROM ledger_pending w
      LEFT JOIN audit_log l ON l.id = w.line_id LEFT JOIN ledger_positions p ON p.line_id = w.line_id
      """;

  private static final String PAYLOADS_OF_NOTHING =
      """
      SELECT y.line_id, y.row_index FROM ledger_payloads y
      LEFT JOIN audit_log l ON l.id = y.line_id
      LEFT JOIN ledger_batch_rows b ON b.line_id = y.line_id AND b.row_index = y.row_index
      WHERE l.id IS NULL OR y.row_index >= 0 AND b.line_id IS NULL ORDER BY 1, 2 LIMIT 1
      """;

  private static final String LINES_OF_ROWS = "SELECT DISTINCT line_id FROM ledger_batch_rows";

  /// A record's first line may be a row of a batch; its versions only grow.
  private static final String VERSIONS =
      """
      SELECT position, record_type, record_id, record_version, former FROM (
        SELECT position, record_type, record_id, record_version,
          lag(record_version) OVER (PARTITION BY record_type, record_id ORDER BY position, row_index) AS former
        FROM (
          SELECT p.position, -1 AS row_index, l.record_type, l.record_id, l.record_version
          FROM ledger_positions p JOIN audit_log l ON l.id = p.line_id WHERE l.state_sha256 IS NOT NULL
          UNION ALL
          SELECT p.position, b.row_index, l.record_type, b.record_id, -1
          FROM ledger_batch_rows b JOIN ledger_positions p ON p.line_id = b.line_id JOIN audit_log l ON l.id = b.line_id
        ) lines) ordered
      WHERE record_version <= former ORDER BY position LIMIT 1
      """;

  private final Connection connection;

  OrderCheck(Connection connection) {
    this.connection = connection;
  }

  /// Lines that have been waiting for a position for as long as none may. When a line was committed
  /// is written nowhere, so those that look late are waited for; who still waits in the snapshot
  /// that is taken next, was late.
  static Set<Long> late(Connection connection) throws SQLException, InterruptedException {
    var late = new HashSet<Long>();
    try (var select = connection.createStatement();
        var rows = select.executeQuery(WAITING)) {
      while (rows.next()) {
        late.add(rows.getLong(1));
      }
    }
    if (!late.isEmpty()) {
      Thread.sleep(PATIENCE_MILLIS);
    }
    return late;
  }

  /// @param late who must no longer wait
  /// @param batches lines that stand for many records
  /// @throws Found at the first bad place
  void check(Set<Long> late, Set<Long> batches) throws SQLException {
    try (var select = connection.createStatement();
        var lost = select.executeQuery(LOST)) {
      if (lost.next()) {
        throw new Found(
            bad("line " + lost.getLong(1), "it has no position and does not wait for one")
                .about(lost.getString(2), lost.getObject(3, UUID.class)));
      }
    }
    try (var select = connection.createStatement();
        var twice = select.executeQuery(TWICE)) {
      if (twice.next()) {
        throw new Found(bad("line " + twice.getLong(1), "it has more than one position"));
      }
    }
    var waiting = waiting(late);
    try (var select = connection.createStatement();
        var payload = select.executeQuery(PAYLOADS_OF_NOTHING)) {
      if (payload.next()) {
        throw new Found(
            bad(
                "line %d, row %d".formatted(payload.getLong(1), payload.getInt(2)),
                "something is kept beside what is not there"));
      }
    }
    rows(batches, waiting);
    versions();
  }

  private void versions() throws SQLException {
    try (var select = connection.createStatement();
        var line = select.executeQuery(VERSIONS)) {
      if (line.next()) {
        throw new Found(
            LedgerFinding.ofLine(
                    line.getLong(1), "it repeats or goes behind an earlier version of the record")
                .about(line.getString(2), line.getObject(3, UUID.class))
                .compared("more than " + line.getLong(5), line.getLong(4)));
      }
    }
  }

  private Set<Long> waiting(Set<Long> late) throws SQLException {
    var waiting = new HashSet<Long>();
    try (var select = connection.createStatement();
        var pending = select.executeQuery(PENDING)) {
      while (pending.next()) {
        var line = pending.getLong(1);
        if (!pending.getBoolean(2)) {
          throw new Found(bad("line " + line, "it waits for a position and is not there"));
        }
        if (pending.getObject(3) != null) {
          throw new Found(bad("line " + line, "it waits for a position and has one"));
        }
        if (late.contains(line)) {
          throw new Found(bad("line " + line, "it has waited for a position for over 10 seconds"));
        }
        waiting.add(line);
      }
    }
    return waiting;
  }

  private void rows(Set<Long> batches, Set<Long> waiting) throws SQLException {
    try (var select = connection.createStatement();
        var lines = select.executeQuery(LINES_OF_ROWS)) {
      while (lines.next()) {
        var line = lines.getLong(1);
        if (!batches.contains(line) && !waiting.contains(line)) {
          throw new Found(bad("line " + line, "it has rows of a batch and is none"));
        }
      }
    }
  }

  private static LedgerFinding bad(String place, String problem) {
    return LedgerFinding.at(VerificationCheck.ORDER, place, problem);
  }
}
