package io.trustfabric.chaosrun.stack;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trustfabric.chaosrun.net.FaultProxy;
import io.trustfabric.chaosrun.net.FreePort;
import io.trustfabric.local.Child;
import io.trustfabric.local.ChildCommand;
import io.trustfabric.local.Children;
import io.trustfabric.local.LaunchFailure;
import io.trustfabric.local.Secrets;
import io.trustfabric.local.Unprivileged;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/// One Patroni and the server that it looks after.
public final class PatroniNode {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String REPLICATOR = "replicator";

  private final String name;
  private final Path programs;
  private final Path state;
  private final Secrets secrets;
  private final Children children;
  private final int etcdPort;
  private final int port = FreePort.any();
  private final int restPort = FreePort.any();
  private final FaultProxy network = new FaultProxy(port);
  private Child child;

  PatroniNode(
      String name, Path programs, Path state, Secrets secrets, Children children, int etcdPort) {
    this.name = name;
    this.programs = programs;
    this.state = state;
    this.secrets = secrets;
    this.children = children;
    this.etcdPort = etcdPort;
  }

  /// What the backends reach it by.
  public FaultProxy network() {
    return network;
  }

  /// Whether it takes writes, by its own word.
  public boolean leads() {
    return says("/leader");
  }

  /// Whether commits wait for it.
  public boolean followsInStep() {
    return says("/synchronous");
  }

  /// A superuser's connection past the network.
  public Connection connect(String database) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:%d/%s?connectTimeout=2&socketTimeout=30"
            .formatted(port, database),
        Roles.SUPERUSER,
        secrets.secret(Roles.SUPERUSER));
  }

  /// Starts Patroni, which makes, starts or mends its server.
  public void start() {
    var settings = state.resolve(name + ".yml");
    try {
      Files.deleteIfExists(settings);
      Files.createFile(
          settings,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      // JSON is YAML.
      Files.writeString(settings, settings().toString());
    } catch (IOException e) {
      throw new LaunchFailure("Patroni's settings cannot be written.", e);
    }
    child =
        children.start(
            new ChildCommand(
                "Patroni " + name,
                Unprivileged.command(List.of("/usr/bin/patroni", settings.toString())),
                Map.of(),
                state,
                state.resolve("logs/%s.log".formatted(name)),
                "TERM"));
  }

  /// Patroni and its server are gone at once, as with a power cut.
  public void kill() {
    try {
      var first = Files.readAllLines(state.resolve(name).resolve("postmaster.pid")).getFirst();
      Processes.kill(child.process().toHandle());
      ProcessHandle.of(Long.parseLong(first.strip())).ifPresent(Processes::kill);
    } catch (IOException e) {
      throw new LaunchFailure("The server of %s cannot be found.".formatted(name), e);
    }
  }

  private boolean says(String path) {
    try {
      return BackendNode.get(URI.create("http://127.0.0.1:" + restPort), path).status() == 200;
    } catch (IOException silent) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LaunchFailure("Interrupted.", e);
    }
  }

  private ObjectNode settings() {
    var all = JSON.createObjectNode().put("scope", "trust-fabric").put("name", name);
    var rest = "127.0.0.1:" + restPort;
    all.putObject("restapi").put("listen", rest).put("connect_address", rest);
    all.putObject("etcd3").put("hosts", "127.0.0.1:" + etcdPort);
    var bootstrap = all.putObject("bootstrap");
    var agreed = bootstrap.putObject("dcs");
    // The shortest that Patroni takes.
    agreed.put("ttl", 20).put("loop_wait", 2).put("retry_timeout", 3);
    agreed.put("synchronous_mode", true);
    agreed.putObject("postgresql").put("use_pg_rewind", true);
    bootstrap.putArray("initdb").add("data-checksums").addObject().put("encoding", "UTF8");
    bootstrap
        .putArray("pg_hba")
        .add("host all all 127.0.0.1/32 scram-sha-256")
        .add("host replication all 127.0.0.1/32 scram-sha-256");
    var server = all.putObject("postgresql");
    server.put("listen", "127.0.0.1:" + port).put("connect_address", "127.0.0.1:" + port);
    server.put("data_dir", state.resolve(name).toString()).put("bin_dir", programs.toString());
    server.put("pgpass", state.resolve(name + ".pgpass").toString());
    server.put("remove_data_directory_on_rewind_failure", true);
    server.put("remove_data_directory_on_diverged_timelines", true);
    var accounts = server.putObject("authentication");
    account(accounts.putObject("superuser"), Roles.SUPERUSER);
    account(accounts.putObject("replication"), REPLICATOR);
    server
        .putObject("parameters")
        .put("unix_socket_directories", "")
        .put("shared_buffers", "64MB")
        .put("fsync", "on");
    return all;
  }

  private void account(ObjectNode account, String role) {
    account.put("username", role).put("password", secrets.secret(role));
  }
}
