package io.trustfabric.chaosrun.experiments;

import io.trustfabric.chaosrun.stack.Target;
import java.sql.SQLException;
import java.util.List;

/// Looks into the database for what was acknowledged, and at the ledger's order.
record LedgerChecks(Target target) {

  private static final String LOST =
      """
      SELECT count(*) FROM unnest(?::uuid[]) written
      WHERE (SELECT count(*) FROM security_events WHERE id = written) <> 1
         OR (SELECT count(*) FROM audit_log l JOIN ledger_positions p ON p.line_id = l.id
             WHERE l.record_id = written AND l.action = 'security_event.created') <> 1
      """;

  private static final String MISPLACED =
      """
      SELECT (SELECT coalesce(max(position) + 1, 0) - count(*) + count(*) - count(DISTINCT line_id)
              FROM ledger_positions)
           + (SELECT count(*) FROM audit_log l
              WHERE NOT EXISTS (SELECT FROM ledger_positions p WHERE p.line_id = l.id)
                AND NOT EXISTS (SELECT FROM ledger_pending p WHERE p.line_id = l.id))
      """;

  /// How many acknowledged writes have not exactly one record and one line at one position.
  long lost(List<String> acknowledged) throws SQLException {
    try (var connection = target.connect();
        var statement = connection.prepareStatement(LOST)) {
      statement.setArray(1, connection.createArrayOf("text", acknowledged.toArray()));
      try (var row = statement.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  /// Gaps in the order, lines that are there twice, and lines that have been forgotten.
  long misplaced() throws SQLException {
    return number(MISPLACED);
  }

  /// Lines that wait for their position.
  long waiting() throws SQLException {
    return number("SELECT count(*) FROM ledger_pending");
  }

  /// Lines that the reader who is furthest behind has not taken.
  long behind() throws SQLException {
    return number(
        "SELECT coalesce((SELECT max(position) FROM ledger_positions), -1)"
            + " - coalesce((SELECT min(position) FROM ledger_cursors), -1)");
  }

  /// The newest position; -1 for an empty ledger.
  long head() throws SQLException {
    return number("SELECT coalesce(max(position), -1) FROM ledger_positions");
  }

  long number(String query) throws SQLException {
    try (var connection = target.connect();
        var statement = connection.createStatement();
        var row = statement.executeQuery(query)) {
      row.next();
      return row.getLong(1);
    }
  }
}
