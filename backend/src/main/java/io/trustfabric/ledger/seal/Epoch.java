package io.trustfabric.ledger.seal;

import java.sql.Connection;
import java.sql.SQLException;

/// A stretch of the ledger under one name. There is one, until lines are lost that were told of:
/// then two people open another, whose checkpoints cannot be mistaken for the old one's.
///
/// @param number from 1
/// @param first the position of the line that opened it; null while it has none
public record Epoch(int number, Long first) {

  private static final Epoch FIRST = new Epoch(1, 0L);
  private static final String SUFFIX = "/epoch/";

  private static final String CURRENT =
      """
      SELECT e.number, (
        SELECT min(p.position) FROM audit_log l JOIN ledger_positions p ON p.line_id = l.id
        WHERE l.record_type = 'ledger_epoch' AND l.record_id = e.id AND l.action = 'ledger_epoch.opened')
      FROM ledger_epochs e WHERE e.status = 'opened' ORDER BY e.number DESC LIMIT 1
      """;

  static Epoch current(Connection connection) throws SQLException {
    try (var select = connection.prepareStatement(CURRENT);
        var row = select.executeQuery()) {
      return row.next() ? new Epoch(row.getInt(1), row.getObject(2, Long.class)) : FIRST;
    }
  }

  /// The name of the ledger in this epoch: its own in the first, else `<name>/epoch/2`.
  String origin(String ledger) {
    return number == 1 ? ledger : ledger + SUFFIX + number;
  }

  /// In which epoch of a ledger a checkpoint was signed; 0 when it is another ledger's.
  public static int of(String ledger, String origin) {
    if (origin.equals(ledger)) {
      return 1;
    }
    if (!origin.startsWith(ledger + SUFFIX)) {
      return 0;
    }
    var number = origin.substring(ledger.length() + SUFFIX.length());
    return number.matches("[2-9]|[1-9][0-9]{1,8}") ? Integer.parseInt(number) : 0;
  }
}
