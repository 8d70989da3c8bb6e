package io.trustfabric.ledger.anchors;

import io.trustfabric.ledger.seal.SignedNote;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;

/// How far places have come, kept in the database so that any process can tell and a new leader
/// goes on where the last one stopped.
@ApplicationScoped
public class AnchorStates {

  private static final String ALL =
      """
      SELECT name, anchored_origin, anchored_size, anchored_at, ahead_epoch, ahead_size, ahead_note, failures, next_at,
        last_error, last_error_at
      FROM ledger_anchors
      """;

  private static final String SAVE =
      """
      INSERT INTO ledger_anchors (name, anchored_origin, anchored_size, anchored_at, ahead_epoch, ahead_size, ahead_note,
        failures, next_at, last_error, last_error_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (name) DO UPDATE SET anchored_origin = EXCLUDED.anchored_origin,
        anchored_size = EXCLUDED.anchored_size, anchored_at = EXCLUDED.anchored_at, ahead_epoch = EXCLUDED.ahead_epoch,
        ahead_size = EXCLUDED.ahead_size, ahead_note = EXCLUDED.ahead_note, failures = EXCLUDED.failures,
        next_at = EXCLUDED.next_at, last_error = EXCLUDED.last_error, last_error_at = EXCLUDED.last_error_at
      """;

  private static final String COSIGNED =
      """
      INSERT INTO ledger_cosignatures (tree_size, witness, line, received_at) VALUES (?, ?, ?, ?)
      ON CONFLICT DO NOTHING
      """;

  private final DataSource dataSource;

  AnchorStates(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /// All that were ever asked, by name.
  Map<String, AnchorState> all() {
    try (var connection = dataSource.getConnection();
        var select = connection.prepareStatement(ALL);
        var row = select.executeQuery()) {
      var states = new TreeMap<String, AnchorState>();
      while (row.next()) {
        states.put(row.getString(1), state(row));
      }
      return states;
    } catch (SQLException e) {
      throw new IllegalStateException("the anchors' states cannot be read", e);
    }
  }

  AnchorState of(String name) {
    return all().getOrDefault(name, AnchorState.unknown(name));
  }

  private static AnchorState state(ResultSet row) throws SQLException {
    return new AnchorState(
        row.getString(1),
        row.getString(2),
        row.getLong(3),
        time(row, 4),
        row.getObject(5, Integer.class),
        row.getObject(6, Long.class),
        row.getString(7),
        row.getInt(8),
        time(row, 9),
        row.getString(10),
        time(row, 11));
  }

  private static Instant time(ResultSet row, int column) throws SQLException {
    var time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  void save(AnchorState state) {
    try (var connection = dataSource.getConnection();
        var save = connection.prepareStatement(SAVE)) {
      save.setString(1, state.name());
      save.setString(2, state.origin());
      save.setLong(3, state.size());
      save.setObject(4, utc(state.at()));
      save.setObject(5, state.aheadEpoch());
      save.setObject(6, state.aheadSize());
      save.setString(7, state.aheadNote());
      save.setInt(8, state.failures());
      save.setObject(9, utc(state.nextAt()));
      save.setString(10, state.lastError());
      save.setObject(11, utc(state.lastErrorAt()));
      save.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException("an anchor's state cannot be kept", e);
    }
  }

  /// Keeps what a witness signed.
  void cosigned(long size, SignedNote.Line line, Instant at) {
    try (var connection = dataSource.getConnection();
        var insert = connection.prepareStatement(COSIGNED)) {
      insert.setLong(1, size);
      insert.setString(2, line.name());
      insert.setString(3, line.text());
      insert.setObject(4, utc(at));
      insert.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException("a witness' signature cannot be kept", e);
    }
  }

  private static OffsetDateTime utc(Instant at) {
    return at == null ? null : at.atOffset(ZoneOffset.UTC);
  }
}
