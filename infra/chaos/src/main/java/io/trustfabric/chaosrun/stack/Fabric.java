package io.trustfabric.chaosrun.stack;

import io.trustfabric.chaosrun.net.FaultProxy;
import io.trustfabric.local.Children;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.IntStream;

/// Backends over one database, which know each other by it only.
public final class Fabric implements Target, AutoCloseable {

  private final Identity identity;
  private final Database database;
  private final Children children;
  private final List<BackendNode> backends;

  private Fabric(Identity identity, Database database, Path state, int processes) {
    this.identity = identity;
    this.database = database;
    this.children = new Children(state.resolve("backends.json"));
    this.backends =
        IntStream.rangeClosed(1, processes).mapToObj(n -> new BackendNode("backend-" + n)).toList();
  }

  /// What is not started yet, so that it can be closed whatever happens on the way.
  public static Fabric over(Identity identity, Database database, Path state) {
    return new Fabric(identity, database, state, 2);
  }

  /// Starts the first one alone, since it migrates, then the others.
  public void start(Path root, Path state) {
    children.endOrphans();
    for (var backend : backends) {
      backend.start(children, root, state, database, identity.environment());
      backend.awaitReady();
    }
  }

  @Override
  public List<URI> apis() {
    return backends.stream().map(BackendNode::api).toList();
  }

  @Override
  public List<URI> managements() {
    return backends.stream().map(BackendNode::management).toList();
  }

  @Override
  public String token(String client) {
    return identity.token(client);
  }

  @Override
  public Connection connect() throws SQLException {
    return database.connect();
  }

  @Override
  public List<FaultProxy> databaseNetworks() {
    return database.networks();
  }

  @Override
  public void close() {
    children.stopAll(child -> {});
  }
}
