package io.trustfabric.ledger.verify;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trustfabric.record.Canonical;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;

/// A record's state by its lines alone, to say which fields of a row are others.
final class Replay {

  private static final String LINES =
      """
      SELECT bytes, change FROM (
        SELECT l.bytes, y.change, l.record_version FROM audit_log l
        LEFT JOIN ledger_payloads y ON y.line_id = l.id AND y.row_index = -1
        WHERE l.record_type = ? AND l.record_id = ? AND l.state_sha256 IS NOT NULL
        UNION ALL
        SELECT b.bytes, y.change, -1 FROM ledger_batch_rows b JOIN audit_log l ON l.id = b.line_id
        LEFT JOIN ledger_payloads y ON y.line_id = b.line_id AND y.row_index = b.row_index
        WHERE b.record_id = ? AND l.record_type = ?) lines
      ORDER BY record_version
      """;

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Replay() {}

  /// Names of the fields that are not what the lines lead to; none when only the digest is another.
  static List<String> differing(Connection connection, String type, UUID id, ObjectNode live)
      throws SQLException {
    var state = state(connection, type, id);
    var names = new TreeSet<String>();
    live.fieldNames().forEachRemaining(names::add);
    state.fieldNames().forEachRemaining(names::add);
    names.removeIf(name -> same(state, live, name));
    return List.copyOf(names);
  }

  /// As text: one that was read and one that was made may hold a number in different types.
  private static boolean same(ObjectNode state, ObjectNode live, String name) {
    return state.has(name)
        && live.has(name)
        && Arrays.equals(Canonical.bytes(state.get(name)), Canonical.bytes(live.get(name)));
  }

  private static ObjectNode state(Connection connection, String type, UUID id) throws SQLException {
    var state = MAPPER.createObjectNode();
    try (var select = connection.prepareStatement(LINES)) {
      select.setString(1, type);
      select.setObject(2, id);
      select.setObject(3, id);
      select.setString(4, type);
      try (var lines = select.executeQuery()) {
        while (lines.next()) {
          var beside = lines.getBytes(2);
          var change =
              beside == null
                  ? MAPPER.readTree(lines.getBytes(1)).path("change")
                  : MAPPER.readTree(beside);
          for (var field : change.properties()) {
            if (field.getValue().has("after")) {
              state.set(field.getKey(), field.getValue().get("after"));
            } else {
              state.remove(field.getKey());
            }
          }
        }
      }
    } catch (IOException e) {
      // A line that waits for its position was not checked; what it says is then not known.
      return MAPPER.createObjectNode();
    }
    return state;
  }
}
