package io.trustfabric.trust.facts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.sql.DataSource;

/// Reads facts and counts: as they are, or as they were when some line was the last.
@ApplicationScoped
public class Pictures {

  /// In one statement, so that all of it is of one moment.
  private static final String NOW =
      """
      SELECT NULL, NULL, NULL::text, (SELECT position FROM ledger_cursors WHERE consumer = '%s')
      UNION ALL SELECT NULL, measure, NULL, total FROM trust_totals
      UNION ALL SELECT kind, subject, fact::text, NULL FROM trust_facts
      """
          .formatted(TrustFacts.NAME);

  private static final String PAST =
      """
      WITH asked AS (SELECT least(?::bigint, (SELECT position FROM ledger_cursors WHERE consumer = '%s')) AS position)
      SELECT NULL, NULL, NULL::text, position FROM asked
      UNION ALL
      SELECT NULL, measure, NULL, coalesce(
        (SELECT t.total FROM trust_tallies t WHERE t.measure = m.measure AND t.position <= asked.position
         ORDER BY t.position DESC LIMIT 1), 0)
      FROM asked, trust_totals m
      UNION ALL SELECT kind, subject, fact::text, NULL FROM asked, trust_facts WHERE since <= asked.position
      UNION ALL SELECT kind, subject, fact::text, NULL FROM asked, trust_facts_past WHERE positions @> asked.position
      """
          .formatted(TrustFacts.NAME);

  /// The first line written after a moment: from the mark of its minute, or of the last before it
  /// in which anything was written, a few steps on.
  private static final String FIRST_AFTER =
      """
      SELECT p.position FROM ledger_positions p JOIN audit_log l ON l.id = p.line_id
      WHERE p.position >= (SELECT coalesce(max(position), 0) FROM trust_minutes WHERE minute <= ?)
        AND l.occurred_at > ?
      ORDER BY p.position LIMIT 1
      """;

  private static final String TAKEN =
      """
      SELECT (SELECT position FROM ledger_cursors WHERE consumer = '%s'),
        (SELECT max(position) FROM ledger_positions),
        EXISTS (SELECT FROM ledger_pending p JOIN audit_log l ON l.id = p.line_id WHERE l.occurred_at <= ?)
      """
          .formatted(TrustFacts.NAME);

  private final DataSource dataSource;
  private final ObjectMapper mapper;

  Pictures(DataSource dataSource, ObjectMapper mapper) {
    this.dataSource = dataSource;
    this.mapper = mapper;
  }

  /// How far the facts are behind the ledger.
  ///
  /// @param taken the last position they hold; -1 for none
  /// @param head the last position there is; -1 for none
  /// @param waiting whether a line written up to the moment asked for waits for its position
  public record Progress(long taken, long head, boolean waiting) {}

  /// As far as lines have been taken.
  public Picture now(Instant at) {
    return query(NOW, statement -> {}, rows -> picture(rows, at));
  }

  /// As of a position, however far lines have been taken since.
  ///
  /// @param position the last line that is in; one that was not taken yet means all that were
  public Picture asOf(long position, Instant at) {
    return query(PAST, statement -> statement.setLong(1, position), rows -> picture(rows, at));
  }

  /// The last position before the first line that was written after a moment. So it is settled by
  /// the ledger alone, once such a line is there; until then it is the last one taken.
  public long positionAt(Instant at) {
    var time = at.atOffset(ZoneOffset.UTC);
    return query(
        FIRST_AFTER,
        statement -> {
          statement.setObject(1, time);
          statement.setObject(2, time);
        },
        rows -> rows.next() ? rows.getLong(1) - 1 : progress(at).taken());
  }

  public Progress progress(Instant at) {
    return query(
        TAKEN,
        statement -> statement.setObject(1, at.atOffset(ZoneOffset.UTC)),
        rows -> {
          rows.next();
          return new Progress(orNone(rows, 1), orNone(rows, 2), rows.getBoolean(3));
        });
  }

  /// When the first line was written, to the minute; null before it was taken.
  public Instant beginning() {
    return query(
        "SELECT min(minute) FROM trust_minutes",
        statement -> {},
        rows -> {
          rows.next();
          var minute = rows.getObject(1, OffsetDateTime.class);
          return minute == null ? null : minute.toInstant();
        });
  }

  private Picture picture(ResultSet rows, Instant at) throws SQLException {
    long position = -1;
    var totals = new HashMap<String, Long>();
    Map<String, SortedMap<String, JsonNode>> facts = new HashMap<>();
    while (rows.next()) {
      var kind = rows.getString(1);
      var subject = rows.getString(2);
      if (kind != null) {
        facts.computeIfAbsent(kind, k -> new TreeMap<>()).put(subject, json(rows.getString(3)));
      } else if (subject != null) {
        totals.put(subject, rows.getLong(4));
      } else {
        position = orNone(rows, 4);
      }
    }
    return new Picture(position, at, totals, facts);
  }

  private static long orNone(ResultSet rows, int column) throws SQLException {
    var position = rows.getLong(column);
    return rows.wasNull() ? -1 : position;
  }

  private JsonNode json(String text) {
    try {
      return mapper.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private interface Ask {
    void set(PreparedStatement statement) throws SQLException;
  }

  private interface Read<T> {
    T from(ResultSet rows) throws SQLException;
  }

  private <T> T query(String sql, Ask ask, Read<T> read) {
    try (var connection = dataSource.getConnection();
        var statement = connection.prepareStatement(sql)) {
      ask.set(statement);
      try (var rows = statement.executeQuery()) {
        return read.from(rows);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
