package io.trustfabric.trust.facts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trustfabric.trust.facts.FactBook.PastFact;
import io.trustfabric.trust.facts.FactBook.Place;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.UUID;

/// The tables of facts and counts, through the connection of the transaction in which lines are
/// taken.
final class FactTables {

  /// @param since position of the line that made it so
  record Kept(ObjectNode fact, long since) {}

  private static final String RECORDS =
      "SELECT record_id, fields FROM trust_records WHERE record_type = ? AND record_id = ANY (?)";

  private static final String KEEP_RECORDS =
      """
      INSERT INTO trust_records (record_type, record_id, fields)
      SELECT ?, * FROM unnest(?::uuid[], ?::jsonb[])
      ON CONFLICT (record_type, record_id) DO UPDATE SET fields = excluded.fields
      """;

  private static final String COMPLETED_BACKUPS =
      """
      SELECT DISTINCT ON (fields ->> 'backupType')
        jsonb_build_object('id', record_id, 'type', fields ->> 'backupType', 'completedAt', fields ->> 'completedAt')
      FROM trust_records
      WHERE record_type = 'backup' AND fields ->> 'target' = ? AND fields ->> 'status' = 'completed'
      ORDER BY fields ->> 'backupType', fields ->> 'completedAt' DESC, record_id DESC
      """;

  private static final String FACT =
      "SELECT fact, since FROM trust_facts WHERE kind = ? AND subject = ?";

  private static final String PUT =
      """
      INSERT INTO trust_facts (kind, subject, fact, since) VALUES (?, ?, ?::jsonb, ?)
      ON CONFLICT (kind, subject) DO UPDATE SET fact = excluded.fact, since = excluded.since
      """;

  private static final String REMOVE = "DELETE FROM trust_facts WHERE kind = ? AND subject = ?";

  private static final String PAST =
      "INSERT INTO trust_facts_past (kind, subject, fact, positions) VALUES (?, ?, ?::jsonb, int8range(?, ?))";

  private static final String TOTAL = "SELECT total FROM trust_totals WHERE measure = ?";

  private static final String SET_TOTAL =
      """
      INSERT INTO trust_totals (measure, total) VALUES (?, ?)
      ON CONFLICT (measure) DO UPDATE SET total = excluded.total
      """;

  private static final String TALLY =
      "INSERT INTO trust_tallies (measure, position, total) VALUES (?, ?, ?)";

  private static final String NEWEST_MINUTE = "SELECT max(minute) FROM trust_minutes";

  private static final String MINUTE =
      "INSERT INTO trust_minutes (minute, position) VALUES (?, ?) ON CONFLICT DO NOTHING";

  private final Connection connection;
  private final ObjectMapper mapper;

  FactTables(Connection connection, ObjectMapper mapper) {
    this.connection = connection;
    this.mapper = mapper;
  }

  /// The records that are known, by id.
  Map<UUID, ObjectNode> records(String type, Collection<UUID> ids) {
    return query(
        RECORDS,
        statement -> {
          statement.setString(1, type);
          statement.setArray(2, connection.createArrayOf("uuid", ids.toArray()));
          var records = new HashMap<UUID, ObjectNode>();
          try (var rows = statement.executeQuery()) {
            while (rows.next()) {
              records.put(rows.getObject(1, UUID.class), json(rows.getString(2)));
            }
          }
          return records;
        });
  }

  void keepRecords(String type, Map<UUID, ObjectNode> records) {
    query(
        KEEP_RECORDS,
        statement -> {
          statement.setString(1, type);
          statement.setArray(2, connection.createArrayOf("uuid", records.keySet().toArray()));
          statement.setArray(
              3,
              connection.createArrayOf(
                  "text", records.values().stream().map(ObjectNode::toString).toArray()));
          return statement.executeUpdate();
        });
  }

  List<ObjectNode> completedBackups(String target) {
    return query(
        COMPLETED_BACKUPS,
        statement -> {
          statement.setString(1, target);
          var backups = new ArrayList<ObjectNode>();
          try (var rows = statement.executeQuery()) {
            while (rows.next()) {
              backups.add(json(rows.getString(1)));
            }
          }
          return backups;
        });
  }

  /// The fact as it is; null where there is none.
  Kept fact(Place place) {
    return query(
        FACT,
        statement -> {
          statement.setString(1, place.kind());
          statement.setString(2, place.subject());
          try (var row = statement.executeQuery()) {
            return row.next() ? new Kept(json(row.getString(1)), row.getLong(2)) : null;
          }
        });
  }

  long total(String measure) {
    return query(
        TOTAL,
        statement -> {
          statement.setString(1, measure);
          try (var row = statement.executeQuery()) {
            return row.next() ? row.getLong(1) : 0;
          }
        });
  }

  void write(Map<Place, Kept> changed, List<Place> gone, List<PastFact> past) {
    batch(
        PUT,
        changed.entrySet(),
        (statement, fact) -> {
          statement.setString(1, fact.getKey().kind());
          statement.setString(2, fact.getKey().subject());
          statement.setString(3, fact.getValue().fact().toString());
          statement.setLong(4, fact.getValue().since());
        });
    batch(
        REMOVE,
        gone,
        (statement, place) -> {
          statement.setString(1, place.kind());
          statement.setString(2, place.subject());
        });
    batch(
        PAST,
        past,
        (statement, fact) -> {
          statement.setString(1, fact.place().kind());
          statement.setString(2, fact.place().subject());
          statement.setString(3, fact.fact().toString());
          statement.setLong(4, fact.from());
          statement.setLong(5, fact.to());
        });
  }

  /// @param tallies by measure and position, the number after each line
  void writeTotals(Map<String, Long> totals, Map<String, SortedMap<Long, Long>> tallies) {
    batch(
        SET_TOTAL,
        totals.entrySet(),
        (statement, total) -> {
          statement.setString(1, total.getKey());
          statement.setLong(2, total.getValue());
        });
    for (var measure : tallies.entrySet()) {
      batch(
          TALLY,
          measure.getValue().entrySet(),
          (statement, tally) -> {
            statement.setString(1, measure.getKey());
            statement.setLong(2, tally.getKey());
            statement.setLong(3, tally.getValue());
          });
    }
  }

  /// The last minute that has a position; null before the first line.
  Instant newestMinute() {
    return query(
        NEWEST_MINUTE,
        statement -> {
          try (var row = statement.executeQuery()) {
            var at = row.next() ? row.getObject(1, OffsetDateTime.class) : null;
            return at == null ? null : at.toInstant();
          }
        });
  }

  void minute(Instant minute, long position) {
    query(
        MINUTE,
        statement -> {
          statement.setObject(1, minute.atOffset(ZoneOffset.UTC));
          statement.setLong(2, position);
          return statement.executeUpdate();
        });
  }

  private interface Work<T> {
    T on(PreparedStatement statement) throws SQLException;
  }

  private interface Row<T> {
    void set(PreparedStatement statement, T row) throws SQLException;
  }

  private <T> T query(String sql, Work<T> work) {
    try (var statement = connection.prepareStatement(sql)) {
      return work.on(statement);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private <T> void batch(String sql, Collection<T> rows, Row<T> row) {
    if (rows.isEmpty()) {
      return;
    }
    query(
        sql,
        statement -> {
          for (var one : rows) {
            row.set(statement, one);
            statement.addBatch();
          }
          return statement.executeBatch();
        });
  }

  private ObjectNode json(String text) {
    try {
      return (ObjectNode) mapper.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
