package io.trustfabric.runner;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Properties;

/// The database that is backed up. Every instant is by its clock.
final class Live implements AutoCloseable {

  /// @param key what the row is found by
  /// @param committedAt for the row before, when it was surely committed; for the row after, when
  ///   it was surely not yet
  record Canary(String key, Instant committedAt) {}

  /// Two rows and a moment between their commits.
  record Canaries(Canary before, Instant moment, Canary after) {}

  /// What the archive had when the database would have been lost.
  ///
  /// @param segment the newest archived segment; empty where nothing has been archived
  /// @param segmentBytes how long a segment is
  record Loss(Instant at, Optional<String> segment, long segmentBytes) {}

  private final Connection connection;

  private Live(Connection connection) {
    this.connection = connection;
  }

  static Live connect(Settings settings) {
    var properties = new Properties();
    properties.setProperty("user", settings.databaseUser());
    properties.setProperty("password", settings.databasePassword());
    properties.setProperty("ApplicationName", "trust-fabric-backup");
    try {
      return new Live(DriverManager.getConnection(settings.databaseUrl(), properties));
    } catch (SQLException e) {
      throw new RunnerFailure("The live database cannot be reached: " + e.getMessage(), e);
    }
  }

  Connection connection() {
    return connection;
  }

  /// Imagines the loss of the database now.
  Loss loss() throws SQLException {
    try (var statement = connection.createStatement();
        var row =
            statement.executeQuery(
                """
                SELECT clock_timestamp(), substring(last_archived_wal FROM '^[0-9A-F]{24}'),
                  (SELECT setting::bigint FROM pg_settings WHERE name = 'wal_segment_size')
                FROM pg_stat_archiver
                """)) {
      row.next();
      return new Loss(
          row.getObject(1, OffsetDateTime.class).toInstant(),
          Optional.ofNullable(row.getString(2)),
          row.getLong(3));
    }
  }

  /// Writes the two rows, and waits until the archive has both.
  ///
  /// @throws RunnerFailure when it has not in time
  Canaries sing(String name, Duration patience) throws SQLException {
    execute("CREATE SCHEMA IF NOT EXISTS backup_drill");
    execute(
        """
        CREATE TABLE IF NOT EXISTS backup_drill.canaries (
          key text PRIMARY KEY, written_at timestamptz NOT NULL DEFAULT clock_timestamp())
        """);
    execute("DELETE FROM backup_drill.canaries WHERE written_at < now() - interval '90 days'");
    write("before-" + name);
    var before = new Canary("before-" + name, now());
    execute("SELECT pg_sleep(0.01)");
    var moment = now();
    execute("SELECT pg_sleep(0.01)");
    var after = new Canary("after-" + name, now());
    write(after.key());
    awaitArchived(patience);
    return new Canaries(before, moment, after);
  }

  private void write(String key) throws SQLException {
    try (var insert =
        connection.prepareStatement("INSERT INTO backup_drill.canaries (key) VALUES (?)")) {
      insert.setString(1, key);
      insert.executeUpdate();
    }
  }

  private void awaitArchived(Duration patience) throws SQLException {
    var segment = text("SELECT pg_walfile_name(pg_switch_wal())");
    var end = System.nanoTime() + patience.toNanos();
    while (System.nanoTime() < end) {
      if (text("""
              SELECT coalesce(substring(last_archived_wal FROM '^[0-9A-F]{24}') COLLATE "C" >= '%s', false)
              FROM pg_stat_archiver
              """
              .formatted(segment))
          .equals("t")) {
        return;
      }
      execute("SELECT pg_sleep(0.1)");
    }
    throw new RunnerFailure(
        "Segment %s was not archived within %s: archiving has stopped."
            .formatted(segment, patience));
  }

  private Instant now() throws SQLException {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery("SELECT clock_timestamp()")) {
      row.next();
      return row.getObject(1, OffsetDateTime.class)
          .withOffsetSameInstant(ZoneOffset.UTC)
          .toInstant();
    }
  }

  private String text(String sql) throws SQLException {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }

  private void execute(String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new RunnerFailure("The live database's connection cannot be closed.", e);
    }
  }
}
