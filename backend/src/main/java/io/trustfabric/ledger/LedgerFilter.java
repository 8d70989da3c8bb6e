package io.trustfabric.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// What the whole ledger is narrowed to: OR within a field, AND between fields. What is empty or
/// null does not narrow.
///
/// @param recordTypes kinds of records
/// @param recordId lines about this record, and batch lines that one of its rows stands in
/// @param actions what was done
/// @param actors subjects of who did it
/// @param kinds all kinds of records there are: the index by record begins with the kind
record LedgerFilter(
    List<String> recordTypes,
    UUID recordId,
    List<String> actions,
    List<String> actors,
    Instant from,
    Instant to,
    List<String> kinds) {

  /// The condition; its first parameter is the position to read from.
  String where() {
    var conditions = new ArrayList<String>();
    conditions.add("p.position < ?");
    if (!recordTypes.isEmpty()) {
      conditions.add("l.record_type = ANY(?)");
    }
    if (recordId != null) {
      conditions.add(
          """
          l.id IN (SELECT own.id FROM audit_log own WHERE own.record_type = ANY(?) AND own.record_id = ?
            UNION ALL SELECT b.line_id FROM ledger_batch_rows b WHERE b.record_id = ?)""");
    }
    if (!actions.isEmpty()) {
      conditions.add("l.action = ANY(?)");
    }
    if (!actors.isEmpty()) {
      conditions.add("l.actor_subject = ANY(?)");
    }
    if (from != null) {
      conditions.add("l.occurred_at >= ?");
    }
    if (to != null) {
      conditions.add("l.occurred_at < ?");
    }
    return String.join(" AND ", conditions);
  }

  /// Sets the condition's parameters but the first; answers the index after them.
  int bind(Connection connection, PreparedStatement statement, int first) throws SQLException {
    var next = first;
    if (!recordTypes.isEmpty()) {
      statement.setArray(next++, texts(connection, recordTypes));
    }
    if (recordId != null) {
      statement.setArray(next++, texts(connection, recordTypes.isEmpty() ? kinds : recordTypes));
      statement.setObject(next++, recordId);
      statement.setObject(next++, recordId);
    }
    if (!actions.isEmpty()) {
      statement.setArray(next++, texts(connection, actions));
    }
    if (!actors.isEmpty()) {
      statement.setArray(next++, texts(connection, actors));
    }
    for (var time : new Instant[] {from, to}) {
      if (time != null) {
        statement.setObject(next++, time.atOffset(ZoneOffset.UTC), Types.TIMESTAMP_WITH_TIMEZONE);
      }
    }
    return next;
  }

  private static java.sql.Array texts(Connection connection, List<String> values)
      throws SQLException {
    return connection.createArrayOf("text", values.toArray());
  }
}
