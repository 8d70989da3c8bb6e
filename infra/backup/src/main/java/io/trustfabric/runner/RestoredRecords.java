package io.trustfabric.runner;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Holds every restored row against its newest `stateSha256` in the restored ledger. Records are
/// replayed one after the other, so it takes no more memory however large the ledger is.
final class RestoredRecords {

  /// @param checked rows and records that were looked at
  /// @param differing those with another digest, without a row or without a line
  record Figures(long checked, long differing) {}

  /// A record as its lines leave it.
  private record Replayed(UUID id, String type, ObjectNode state, String stateSha256) {}

  /// A line that waits for its position is newer than those that have one.
  private static final String LINES =
      """
      SELECT record_id, record_type, bytes, change FROM (
        SELECT l.record_id, l.record_type, l.bytes, y.change, p.position, l.id, -1 AS row_index
        FROM audit_log l
        LEFT JOIN ledger_positions p ON p.line_id = l.id
        LEFT JOIN ledger_payloads y ON y.line_id = l.id AND y.row_index = -1
        WHERE l.state_sha256 IS NOT NULL
        UNION ALL
        SELECT b.record_id, l.record_type, b.bytes, y.change, p.position, l.id, b.row_index
        FROM ledger_batch_rows b
        JOIN audit_log l ON l.id = b.line_id
        LEFT JOIN ledger_positions p ON p.line_id = l.id
        LEFT JOIN ledger_payloads y ON y.line_id = b.line_id AND y.row_index = b.row_index) lines
      ORDER BY record_id, position NULLS LAST, id, row_index
      """;

  private static final int AT_ONCE = 500;

  /// Decimals keep their digits.
  private static final ObjectReader ROWS =
      new ObjectMapper()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .readerFor(ObjectNode.class);

  private final Connection connection;
  private final List<RecordTable> tables;
  private final Map<String, RecordTable> byType = new HashMap<>();
  private final List<Replayed> waiting = new ArrayList<>();
  private long checked;
  private long differing;
  private long rowsWithLines;

  private RestoredRecords(Connection connection) throws SQLException {
    this.connection = connection;
    this.tables = RecordTable.all(connection);
  }

  static Figures check(Connection connection) throws SQLException {
    connection.setAutoCommit(false);
    try {
      return new RestoredRecords(connection).run();
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }

  private Figures run() throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.setFetchSize(AT_ONCE);
      try (var lines = statement.executeQuery(LINES)) {
        Replayed last = null;
        while (lines.next()) {
          var id = lines.getObject(1, UUID.class);
          if (last != null && !last.id().equals(id)) {
            add(last);
            last = null;
          }
          last = applied(last, id, lines);
        }
        if (last != null) {
          add(last);
        }
      }
    }
    compare();
    var withoutLine = rows() - rowsWithLines;
    return new Figures(checked + withoutLine, differing + withoutLine);
  }

  private static Replayed applied(Replayed before, UUID id, ResultSet line) throws SQLException {
    var state = before == null ? Json.object() : before.state();
    try {
      var bytes = Json.MAPPER.readTree(line.getBytes(3));
      var beside = line.getBytes(4);
      var change = beside == null ? bytes.path("change") : Json.MAPPER.readTree(beside);
      for (var field : change.properties()) {
        if (field.getValue().has("after")) {
          state.set(field.getKey(), field.getValue().get("after"));
        } else {
          state.remove(field.getKey());
        }
      }
      return new Replayed(id, line.getString(2), state, bytes.path("stateSha256").asText());
    } catch (IOException damaged) {
      return new Replayed(id, line.getString(2), state, "");
    }
  }

  private void add(Replayed record) throws SQLException {
    waiting.add(record);
    if (waiting.size() == AT_ONCE) {
      compare();
    }
  }

  private void compare() throws SQLException {
    var types = new HashMap<String, List<Replayed>>();
    waiting.forEach(r -> types.computeIfAbsent(r.type(), type -> new ArrayList<>()).add(r));
    for (var type : types.entrySet()) {
      compare(type.getKey(), type.getValue());
    }
    waiting.clear();
  }

  private void compare(String type, List<Replayed> records) throws SQLException {
    var ids = records.stream().map(Replayed::id).toArray(UUID[]::new);
    Map<UUID, ObjectNode> rows = Map.of();
    // Which table a type lies in shows by its rows: a new feature needs nothing here.
    for (var table : byType.containsKey(type) ? List.of(byType.get(type)) : tables) {
      rows = rows(table, ids);
      if (!rows.isEmpty()) {
        byType.put(type, table);
        break;
      }
    }
    for (var record : records) {
      var row = rows.get(record.id());
      checked++;
      if (row == null
          || !byType.get(type).digest(row, record.state()).equals(record.stateSha256())) {
        differing++;
      }
    }
    rowsWithLines += rows.size();
  }

  private Map<UUID, ObjectNode> rows(RecordTable table, UUID[] ids) throws SQLException {
    var found = new HashMap<UUID, ObjectNode>();
    try (var statement =
        connection.prepareStatement(
            "SELECT id, to_jsonb(t) FROM %s t WHERE id = ANY (?)".formatted(table.name()))) {
      statement.setArray(1, connection.createArrayOf("uuid", ids));
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          found.put(rows.getObject(1, UUID.class), ROWS.readValue(rows.getString(2)));
        }
      }
    } catch (IOException e) {
      throw new RunnerFailure("A row of %s cannot be read.".formatted(table.name()), e);
    }
    return found;
  }

  private long rows() throws SQLException {
    var sum = 0L;
    for (var table : tables) {
      try (var statement = connection.createStatement();
          var count = statement.executeQuery("SELECT count(*) FROM " + table.name())) {
        count.next();
        sum += count.getLong(1);
      }
    }
    return sum;
  }
}
