package io.trustfabric.ledger;

import io.trustfabric.record.LedgerConsumer;
import io.trustfabric.testing.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;
import javax.sql.DataSource;

/// A reader of the ledger that keeps what it took in the database, as real ones do. It reads along
/// only where a test asks for it.
@ApplicationScoped
class Listener implements LedgerConsumer {

  static final String NAME = "test-listener";

  private static final Consumer<LedgerLine> NOTHING = line -> {};

  private final DataSource dataSource;
  private volatile boolean listens;
  private volatile Consumer<LedgerLine> before = NOTHING;

  Listener(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /// Begins with the lines from now on.
  void listen() {
    Sql.run("CREATE TABLE IF NOT EXISTS test_heard (position bigint, action text)");
    Sql.run("GRANT SELECT, INSERT ON test_heard TO trust_fabric_app");
    listens = true;
  }

  void stop() {
    listens = false;
    before = NOTHING;
  }

  /// What happens before a line is taken.
  void before(Consumer<LedgerLine> before) {
    this.before = before;
  }

  @Override
  public String consumerName() {
    return NAME;
  }

  @Override
  public void take(List<LedgerLine> lines) {
    if (!listens) {
      return;
    }
    try (var connection = dataSource.getConnection();
        var insert = connection.prepareStatement("INSERT INTO test_heard VALUES (?, ?)")) {
      for (var line : lines) {
        before.accept(line);
        insert.setLong(1, line.position());
        insert.setString(2, line.action());
        insert.executeUpdate();
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
