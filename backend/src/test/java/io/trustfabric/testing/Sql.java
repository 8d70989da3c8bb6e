package io.trustfabric.testing;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;

/// The suite's database as its superuser sees it, past every rule of the application.
public final class Sql {

  /// Moved by the leader at any time, so that they say nothing about a request.
  private static final String TABLES =
      """
      SELECT tablename FROM pg_tables WHERE schemaname = 'public'
        AND tablename NOT IN ('flyway_schema_history', 'ledger_pending', 'ledger_positions', 'ledger_tiles',
                              'ledger_checkpoints', 'ledger_keys', 'ledger_anchors', 'ledger_cosignatures')
      """;

  /// One for the whole suite: to connect anew costs more than most statements.
  private static Connection connection;

  private Sql() {}

  /// Runs a statement.
  public static synchronized void run(String sql) {
    try (var statement = connected().createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The first column of the first row, as text.
  public static synchronized String one(String sql, Object... parameters) {
    try (var statement = connected().prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      try (var rows = statement.executeQuery()) {
        return rows.next() ? rows.getString(1) : null;
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /// One number.
  public static long number(String sql, Object... parameters) {
    return Long.parseLong(one(sql, parameters));
  }

  /// How many rows each table has and which transaction wrote the newest: two that are equal mean
  /// that nothing was changed in between. What schedules do on their own is left out.
  public static synchronized Map<String, String> everything() {
    var tables = new TreeMap<String, String>();
    try (var statement = connected().createStatement()) {
      var names = new TreeMap<String, String>();
      try (var rows = statement.executeQuery(TABLES)) {
        while (rows.next()) {
          names.put(rows.getString(1), rowsOf(rows.getString(1)));
        }
      }
      for (var name : names.entrySet()) {
        try (var rows =
            statement.executeQuery(
                "SELECT count(*) || ' rows, last written by ' || coalesce(max(r)::text, '0') FROM (%s) t(r)"
                    .formatted(name.getValue()))) {
          rows.next();
          tables.put(name.getKey(), rows.getString(1));
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return tables;
  }

  private static String rowsOf(String table) {
    return switch (table) {
      case "audit_log" ->
          "SELECT xmin::text::bigint FROM audit_log WHERE actor_subject <> 'system'";
      case "ledger_payloads" ->
          """
          SELECT p.xmin::text::bigint FROM ledger_payloads p JOIN audit_log l ON l.id = p.line_id
          WHERE l.actor_subject <> 'system'
          """;
      case "event_fingerprints" ->
          """
          SELECT concat_ws(' ', count(*), count(*) FILTER (WHERE current), sum(occurrences),
            sum(extract(epoch FROM event_time)), sum(extract(epoch FROM last_seen_at)))
          FROM event_fingerprints
          """;
      default -> "SELECT xmin::text::bigint FROM %s".formatted(table);
    };
  }

  private static Connection connected() throws SQLException {
    if (connection == null || !connection.isValid(1)) {
      connection = DriverManager.getConnection(System.getProperty(PostgresResource.ADMIN_URL));
    }
    return connection;
  }
}
