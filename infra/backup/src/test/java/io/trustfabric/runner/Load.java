package io.trustfabric.runner;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.UUID;

/// Writes registered models with their lines, as ledger-format.md says they are.
final class Load {

  private static final String AT = "2026-01-31T10:00:00.100000Z";

  private Load() {}

  /// @return the ids of the records
  static UUID[] records(Connection connection, int count) throws SQLException {
    connection.setAutoCommit(false);
    var ids = new UUID[count];
    for (int i = 0; i < count; i++) {
      ids[i] = UUID.randomUUID();
      record(connection, ids[i]);
    }
    connection.commit();
    connection.setAutoCommit(true);
    return ids;
  }

  private static void record(Connection connection, UUID id) throws SQLException {
    var salt = new byte[16];
    new SecureRandom().nextBytes(salt);
    var state =
        Json.object()
            .put("id", id.toString())
            .put("version", 0)
            .put("createdAt", AT)
            .put("updatedAt", AT)
            .put("lastActivityAt", AT)
            .put("versions", 3)
            .put("name", "model-" + id);
    for (var author : new String[] {"createdBy", "updatedBy"}) {
      state
          .putObject(author)
          .put("issuer", "https://issuer")
          .put("subject", "load")
          .set("name", digest(salt, "/" + author + "/name", "\"Load\""));
    }
    state.set("description", digest(salt, "/description", "\"Books invoices\""));
    state.set("metadata", digest(salt, "/metadata", "{\"n\":0.1}"));
    state.putObject("tags").put("stage", "trial").putNull("owner");
    state.putObject("aliases");
    insert(connection, id, salt);
    line(connection, id, state);
  }

  private static void insert(Connection connection, UUID id, byte[] salt) throws SQLException {
    try (var insert =
        connection.prepareStatement(
            """
            INSERT INTO registered_models (id, version, created_at, created_by_issuer, created_by_subject,
              created_by_name, updated_at, updated_by_issuer, updated_by_subject, updated_by_name, metadata,
              personal_salt, name, description, tags, aliases, versions, last_activity_at)
            VALUES (?, 0, '%1$s', 'https://issuer', 'load', 'Load', '%1$s', 'https://issuer', 'load', 'Load',
              '{"n": 0.10}', ?, ?, 'Books invoices', '{"stage": "trial", "owner": null}', '{}', 3, '%1$s')
            """
                .formatted(AT))) {
      insert.setObject(1, id);
      insert.setBytes(2, salt);
      insert.setString(3, "model-" + id);
      insert.executeUpdate();
    }
  }

  private static void line(Connection connection, UUID id, ObjectNode state) throws SQLException {
    var stateSha256 = Json.sha256(Json.canonical(state));
    var line =
        Json.object()
            .put("formatVersion", 1)
            .put("occurredAt", AT)
            .put("action", "registered_model.created")
            .put("recordType", "registered_model")
            .put("recordId", id.toString())
            .put("recordVersion", 0)
            .put("stateSha256", Json.hex(stateSha256));
    line.putObject("actor").put("issuer", "https://issuer").put("subject", "load");
    var change = line.putObject("change");
    state.properties().forEach(f -> change.putObject(f.getKey()).set("after", f.getValue()));
    try (var insert =
        connection.prepareStatement(
            """
            WITH line AS (
              INSERT INTO audit_log (format_version, occurred_at, actor_issuer, actor_subject, action,
                record_type, record_id, record_version, state_sha256, bytes)
              VALUES (1, '%s', 'https://issuer', 'load', 'registered_model.created', 'registered_model', ?, 0, ?, ?)
              RETURNING id, bytes)
            INSERT INTO ledger_positions
            SELECT (SELECT coalesce(max(position) + 1, 0) FROM ledger_positions), id,
              sha256('\\x00'::bytea || bytes) FROM line
            """
                .formatted(AT))) {
      insert.setObject(1, id);
      insert.setBytes(2, stateSha256);
      insert.setBytes(3, Json.canonical(line));
      insert.executeUpdate();
    }
  }

  private static ObjectNode digest(byte[] salt, String pointer, String canonical) {
    var pointerBytes = pointer.getBytes(StandardCharsets.UTF_8);
    var fieldSalt = Arrays.copyOf(Json.sha256(salt, pointerBytes), 16);
    var value = canonical.getBytes(StandardCharsets.UTF_8);
    return Json.object().put("sha256", Json.hex(Json.sha256(fieldSalt, value)));
  }
}
