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
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.sql.DataSource;

/// Reads facts and counts: as they are, or as they were when some line was the last.
@ApplicationScoped
public class Pictures {

  private static final String PLACE =
      "SELECT position, updated_at FROM ledger_cursors WHERE consumer = '%s'"
          .formatted(TrustFacts.NAME);

  /// In one statement, so that all of it is of one moment.
  private static final String NOW =
      """
      SELECT NULL, NULL, NULL::text, position, updated_at FROM (
        SELECT (SELECT position FROM ledger_cursors WHERE consumer = '%1$s') AS position,
               (SELECT updated_at FROM ledger_cursors WHERE consumer = '%1$s') AS updated_at) place
      UNION ALL SELECT NULL, measure, NULL, total, NULL FROM trust_totals
      UNION ALL SELECT kind, subject, fact::text, NULL, NULL FROM trust_facts
      """
          .formatted(TrustFacts.NAME);

  private static final String PAST =
      """
      WITH asked AS (SELECT least(?::bigint, (SELECT position FROM ledger_cursors WHERE consumer = '%s')) AS position)
      SELECT NULL, NULL, NULL::text, position, NULL::timestamptz FROM asked
      UNION ALL
      SELECT NULL, measure, NULL, coalesce(
        (SELECT t.total FROM trust_tallies t WHERE t.measure = m.measure AND t.position <= asked.position
         ORDER BY t.position DESC LIMIT 1), 0), NULL
      FROM asked, trust_totals m
      UNION ALL SELECT kind, subject, fact::text, NULL, NULL FROM asked, trust_facts WHERE since <= asked.position
      UNION ALL SELECT kind, subject, fact::text, NULL, NULL FROM asked, trust_facts_past WHERE positions @> asked.position
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

  /// Waiting lines are looked at one by one, the oldest first: how many there are, nobody who plans
  /// the statement can know.
  private static final String TAKEN =
      """
      SELECT (SELECT position FROM ledger_cursors WHERE consumer = '%s'),
        (SELECT max(position) FROM ledger_positions),
        EXISTS (
          SELECT FROM (SELECT line_id FROM ledger_pending ORDER BY line_id LIMIT 100) p
          CROSS JOIN LATERAL (SELECT occurred_at FROM audit_log WHERE id = p.line_id LIMIT 1) l
          WHERE l.occurred_at <= ?)
      """
          .formatted(TrustFacts.NAME);

  private final DataSource dataSource;
  private final ObjectMapper mapper;

  /// What was read last.
  private volatile KeptFacts newest;

  Pictures(DataSource dataSource, ObjectMapper mapper) {
    this.dataSource = dataSource;
    this.mapper = mapper;
  }

  /// How far lines were taken, and when.
  private record Place(long position, Instant updatedAt) {}

  private static final Place NOWHERE = new Place(-1, null);

  private record KeptFacts(
      Place place, Map<String, Long> totals, Map<String, SortedMap<String, JsonNode>> facts) {

    Picture as(Instant at) {
      return new Picture(place.position, at, totals, facts);
    }
  }

  /// How far the facts are behind the ledger.
  ///
  /// @param taken the last position they hold; -1 for none
  /// @param head the last position there is; -1 for none
  /// @param waiting whether a line written up to the moment asked for waits for its position
  public record Progress(long taken, long head, boolean waiting) {}

  /// As far as lines have been taken. What was read last serves again until the next line is taken:
  /// the cursor moves with what facts are, in one transaction.
  public Picture now(Instant at) {
    var last = newest;
    var place = query(PLACE, statement -> {}, rows -> rows.next() ? place(rows, 1, 2) : NOWHERE);
    if (last == null || !last.place.equals(place)) {
      last = query(NOW, statement -> {}, rows -> read(rows));
      newest = last;
    }
    return last.as(at);
  }

  /// As of a position, however far lines have been taken since.
  ///
  /// @param position the last line that is in; one that was not taken yet means all that were
  public Picture asOf(long position, Instant at) {
    return query(PAST, statement -> statement.setLong(1, position), rows -> read(rows).as(at));
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

  private KeptFacts read(ResultSet rows) throws SQLException {
    var place = NOWHERE;
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
        place = place(rows, 4, 5);
      }
    }
    facts.replaceAll((kind, of) -> Collections.unmodifiableSortedMap(of));
    return new KeptFacts(place, Map.copyOf(totals), Map.copyOf(facts));
  }

  private static Place place(ResultSet rows, int position, int updatedAt) throws SQLException {
    var at = rows.getObject(updatedAt, OffsetDateTime.class);
    return new Place(orNone(rows, position), at == null ? null : at.toInstant());
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
