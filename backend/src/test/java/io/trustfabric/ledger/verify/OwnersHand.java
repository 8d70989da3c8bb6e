package io.trustfabric.ledger.verify;

import io.trustfabric.testing.Databases;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.eclipse.microprofile.config.ConfigProvider;

/// The database's owner, who switches off what stands in the way. All is done in one transaction,
/// of which nothing remains: what verifies reads through the same connection.
final class OwnersHand implements AutoCloseable {

  private final Connection connection;
  final Random random;

  OwnersHand(Random random) throws SQLException {
    this.random = random;
    connection =
        DriverManager.getConnection(
            ConfigProvider.getConfig().getValue("quarkus.datasource.jdbc.url", String.class),
            Databases.OWNER,
            Databases.OWNER);
    connection.setAutoCommit(false);
    connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
  }

  Connection connection() {
    return connection;
  }

  /// Takes triggers and constraints off a table, but what identifies its rows.
  OwnersHand open(String... tables) throws SQLException {
    for (var table : tables) {
      run("ALTER TABLE %s DISABLE TRIGGER USER".formatted(table));
      for (var drop :
          column(
              """
              SELECT format('ALTER TABLE %%s DROP CONSTRAINT IF EXISTS %%I CASCADE', conrelid::regclass, conname) FROM pg_constraint
              WHERE conparentid = 0 AND (conrelid = '%1$s'::regclass AND contype IN ('c', 'f', 'u')
                OR confrelid = '%1$s'::regclass)
              """
                  .formatted(table))) {
        run(drop);
      }
    }
    return this;
  }

  /// @return how many rows it changed
  int run(String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      return statement.executeUpdate(sql);
    }
  }

  List<String> column(String sql) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      var values = new ArrayList<String>();
      while (rows.next()) {
        values.add(rows.getString(1));
      }
      return values;
    }
  }

  long number(String sql) throws SQLException {
    return Long.parseLong(column(sql).getFirst());
  }

  /// One of the values, in the order in which they come.
  String any(String sql) throws SQLException {
    var values = column(sql);
    return values.get(random.nextInt(values.size()));
  }

  <T> T any(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  @Override
  public void close() throws SQLException {
    connection.rollback();
    connection.close();
  }
}
