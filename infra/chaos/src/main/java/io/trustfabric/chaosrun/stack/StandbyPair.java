package io.trustfabric.chaosrun.stack;

import io.trustfabric.chaosrun.net.FaultProxy;
import io.trustfabric.local.Children;
import io.trustfabric.local.Secrets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/// A primary and a standby without which no commit is acknowledged. Who is which may change; the
/// backends know both addresses and ask for the one that takes writes.
public final class StandbyPair implements Database {

  private final Secrets secrets;
  private final Children children;
  private PostgresNode primary;
  private PostgresNode standby;
  private final List<PostgresNode> nodes;

  private StandbyPair(Path programs, Path state) {
    PostgresNode.make(state);
    this.secrets = Secrets.in(state);
    this.children = new Children(state.resolve("databases.json"));
    var password = secrets.secret(Roles.SUPERUSER);
    this.primary = new PostgresNode("node-a", programs, state, password, children);
    this.standby = new PostgresNode("node-b", programs, state, password, children);
    this.nodes = List.of(primary, standby);
  }

  /// What is not started yet, so that it can be closed whatever happens on the way.
  public static StandbyPair in(Path programs, Path state) {
    return new StandbyPair(programs, state);
  }

  public void start() throws SQLException {
    children.endOrphans();
    primary.initialise();
    primary.start();
    try (var connection = primary.connect("postgres")) {
      Roles.provide(connection, secrets::secret);
    }
    standby.follow(primary);
    joinStandby();
  }

  public PostgresNode primary() {
    return primary;
  }

  public PostgresNode standby() {
    return standby;
  }

  /// The standby takes over: the old primary's network is gone before the new one takes its first
  /// write, so that nobody can be answered by both.
  public void takeOver() throws SQLException {
    primary.network().refuse();
    standby.promote();
    var old = primary;
    primary = standby;
    standby = old;
  }

  /// The old primary becomes the standby of the new one and may be reached again.
  public void mend() {
    standby.wake();
    standby.follow(primary);
    joinStandby();
    standby.network().heal();
  }

  private void joinStandby() {
    primary.acknowledgeWith(standby.name());
    Waiting.until(standby.name() + " follows in step", Duration.ofSeconds(60), this::isSynchronous);
  }

  /// Whether commits wait for the standby, and it answers.
  public boolean isSynchronous() throws SQLException {
    try (var connection = primary.connect("postgres");
        var statement = connection.createStatement();
        var row =
            statement.executeQuery(
                "SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync' AND state = 'streaming'")) {
      row.next();
      return row.getInt(1) == 1;
    }
  }

  @Override
  public String jdbcUrl() {
    return "jdbc:postgresql://127.0.0.1:%d,127.0.0.1:%d/%s?targetServerType=primary"
        .formatted(nodes.get(0).network().port(), nodes.get(1).network().port(), NAME);
  }

  @Override
  public Connection connect() throws SQLException {
    return primary.connect(NAME);
  }

  @Override
  public String password(String role) {
    return secrets.secret(role);
  }

  @Override
  public List<FaultProxy> networks() {
    return nodes.stream().map(PostgresNode::network).toList();
  }

  @Override
  public void close() {
    nodes.forEach(PostgresNode::close);
    children.stopAll(child -> {});
  }
}
