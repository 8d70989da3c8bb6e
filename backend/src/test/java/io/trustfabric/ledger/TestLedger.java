package io.trustfabric.ledger;

import io.trustfabric.testing.Await;
import io.trustfabric.testing.Databases;
import io.trustfabric.testing.LedgerVerifier;
import io.trustfabric.testing.PostgresResource;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.ConfigProvider;

/// What tests do to the ledger by plain SQL.
final class TestLedger {

  private TestLedger() {}

  static String adminUrl() {
    return System.getProperty(PostgresResource.ADMIN_URL);
  }

  /// A connection as the database's superuser.
  static Connection asAdmin() throws SQLException {
    return DriverManager.getConnection(adminUrl());
  }

  /// A connection with the application's rights.
  static Connection asApp() throws SQLException {
    return as(Databases.APP);
  }

  static Connection as(String role) throws SQLException {
    return DriverManager.getConnection(
        ConfigProvider.getConfig().getValue("quarkus.datasource.jdbc.url", String.class),
        role,
        role);
  }

  static long count(String sql) throws SQLException {
    try (var connection = asAdmin();
        var statement = connection.createStatement();
        var result = statement.executeQuery(sql)) {
      result.next();
      return result.getLong(1);
    }
  }

  /// The first column, as text.
  static List<String> column(String sql) throws SQLException {
    try (var connection = asAdmin();
        var statement = connection.createStatement();
        var result = statement.executeQuery(sql)) {
      var values = new ArrayList<String>();
      while (result.next()) {
        values.add(result.getString(1));
      }
      return values;
    }
  }

  static void awaitOrder() {
    Await.until(
        "every line has its position",
        Duration.ofSeconds(60),
        () ->
            count(
                    "SELECT count(*) FROM audit_log WHERE id NOT IN (SELECT line_id FROM ledger_positions)")
                == 0);
  }

  /// Writes a line of format 1 in the connection's transaction.
  ///
  /// @param recordId null for a line about no record
  /// @param more further members that sort between `actor` and `formatVersion`, each with a comma
  ///   after it
  static long write(Connection connection, UUID recordId, String more) throws SQLException {
    var at = "2026-01-31T10:00:00.000000Z";
    var id = recordId == null ? "" : "\"recordId\":\"%s\",".formatted(recordId);
    var bytes =
        "{\"action\":\"test.noted\",\"actor\":{\"issuer\":\"urn:test\",\"subject\":\"writer\"},%s\"formatVersion\":1,\"occurredAt\":\"%s\",%s\"recordType\":\"%s\"}"
            .formatted(more, at, id, LedgerVerifier.TEST_TYPE);
    try (var insert =
        connection.prepareStatement(
            """
            WITH line AS (
              INSERT INTO audit_log (format_version, occurred_at, actor_issuer, actor_subject, action, record_type, record_id, bytes)
              VALUES (1, ?, 'urn:test', 'writer', 'test.noted', 'test', ?, ?) RETURNING id)
            INSERT INTO ledger_pending SELECT id FROM line RETURNING line_id
            """)) {
      insert.setObject(1, OffsetDateTime.parse(at));
      insert.setObject(2, recordId, Types.OTHER);
      insert.setBytes(3, bytes.getBytes(StandardCharsets.UTF_8));
      try (var result = insert.executeQuery()) {
        result.next();
        return result.getLong(1);
      }
    }
  }
}
