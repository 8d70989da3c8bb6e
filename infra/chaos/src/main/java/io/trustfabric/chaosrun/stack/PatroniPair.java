package io.trustfabric.chaosrun.stack;

import io.trustfabric.chaosrun.net.FaultProxy;
import io.trustfabric.chaosrun.net.FreePort;
import io.trustfabric.local.ChildCommand;
import io.trustfabric.local.Children;
import io.trustfabric.local.LaunchFailure;
import io.trustfabric.local.Secrets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// Two servers, each with a Patroni that agrees with the other by etcd who takes writes. Commits
/// wait for the standby as long as there is one.
public final class PatroniPair implements Database {

  private static final List<String> PROGRAMS = List.of("/usr/bin/patroni", "/usr/bin/etcd");

  private final Path state;
  private final Children children;
  private final Secrets secrets;
  private final int etcdPort = FreePort.any();
  private final List<PatroniNode> nodes;

  private PatroniPair(Path programs, Path state) {
    PostgresNode.make(state);
    this.state = state;
    this.secrets = Secrets.in(state);
    this.children = new Children(state.resolve("databases.json"));
    this.nodes =
        List.of(
            new PatroniNode("patroni-a", programs, state, secrets, children, etcdPort),
            new PatroniNode("patroni-b", programs, state, secrets, children, etcdPort));
  }

  public static boolean isInstalled() {
    return PROGRAMS.stream().allMatch(program -> Files.isExecutable(Path.of(program)));
  }

  /// What is not started yet, so that it can be closed whatever happens on the way.
  public static PatroniPair in(Path programs, Path state) {
    return new PatroniPair(programs, state);
  }

  public void start() throws SQLException {
    startEtcd();
    nodes.forEach(PatroniNode::start);
    awaitPair();
    try (var connection = leader().connect("postgres")) {
      Roles.provide(connection, secrets::secret);
    }
  }

  /// Returns when one leads and the other follows in step.
  public void awaitPair() {
    Waiting.until(
        "Patroni has a leader and a synchronous standby",
        Duration.ofSeconds(120),
        () ->
            nodes.stream().anyMatch(PatroniNode::leads)
                && nodes.stream().anyMatch(PatroniNode::followsInStep));
  }

  /// Who takes writes.
  ///
  /// @throws LaunchFailure when nobody does
  public PatroniNode leader() {
    return nodes.stream()
        .filter(PatroniNode::leads)
        .findFirst()
        .orElseThrow(() -> new LaunchFailure("No Patroni leads."));
  }

  public PatroniNode other(PatroniNode one) {
    return nodes.get(0) == one ? nodes.get(1) : nodes.get(0);
  }

  private void startEtcd() {
    var client = "http://127.0.0.1:" + etcdPort;
    var peer = "http://127.0.0.1:" + FreePort.any();
    children.start(
        new ChildCommand(
            "etcd",
            List.of(
                "/usr/bin/etcd",
                "--data-dir=" + state.resolve("etcd"),
                "--listen-client-urls=" + client,
                "--advertise-client-urls=" + client,
                "--listen-peer-urls=" + peer,
                "--initial-advertise-peer-urls=" + peer,
                "--initial-cluster=default=" + peer),
            Map.of(),
            state,
            state.resolve("logs/etcd.log"),
            "TERM"));
  }

  @Override
  public String jdbcUrl() {
    return "jdbc:postgresql://127.0.0.1:%d,127.0.0.1:%d/%s?targetServerType=primary"
        .formatted(nodes.get(0).network().port(), nodes.get(1).network().port(), NAME);
  }

  @Override
  public Connection connect() throws SQLException {
    return leader().connect(NAME);
  }

  @Override
  public String password(String role) {
    return secrets.secret(role);
  }

  @Override
  public List<FaultProxy> networks() {
    return nodes.stream().map(PatroniNode::network).toList();
  }

  /// The Patronis before etcd: without it they could not say who leads when they stop.
  @Override
  public void close() {
    nodes.forEach(node -> node.network().close());
    children.stopAll(child -> {});
  }
}
