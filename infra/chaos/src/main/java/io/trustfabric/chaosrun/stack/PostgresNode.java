package io.trustfabric.chaosrun.stack;

import io.trustfabric.chaosrun.net.FaultProxy;
import io.trustfabric.chaosrun.net.FreePort;
import io.trustfabric.local.Child;
import io.trustfabric.local.ChildCommand;
import io.trustfabric.local.Children;
import io.trustfabric.local.LaunchFailure;
import io.trustfabric.local.Unprivileged;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/// One server of a pair, in whatever part it plays, behind a network of its own.
public final class PostgresNode {

  /// Which servers have to have a commit before it is acknowledged; a file of its own, since it
  /// changes with the server's part.
  private static final String PART = "part.conf";

  private final String name;
  private final Path programs;
  private final Path state;
  private final Path data;
  private final String password;
  private final Children children;
  private final int port = FreePort.any();
  private final FaultProxy network = new FaultProxy(port);
  private Child child;

  PostgresNode(String name, Path programs, Path state, String password, Children children) {
    this.name = name;
    this.programs = programs;
    this.state = state;
    this.data = state.resolve(name);
    this.password = password;
    this.children = children;
  }

  public String name() {
    return name;
  }

  /// What the backends reach it by.
  public FaultProxy network() {
    return network;
  }

  /// A superuser's connection past the network.
  public Connection connect(String database) throws SQLException {
    return connect(database, Duration.ofSeconds(30));
  }

  /// @param patience how long an answer is waited for before the connection is given up
  public Connection connect(String database, Duration patience) throws SQLException {
    var properties = new Properties();
    properties.setProperty("user", Roles.SUPERUSER);
    properties.setProperty("password", password);
    properties.setProperty("connectTimeout", "2");
    properties.setProperty("loginTimeout", "2");
    properties.setProperty("socketTimeout", Long.toString(Math.max(1, patience.toSeconds())));
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, database), properties);
  }

  /// Whether it answers now.
  public boolean answers() {
    try (var connection = connect("postgres", Duration.ofSeconds(1));
        var statement = connection.createStatement()) {
      statement.executeQuery("SELECT 1").close();
      return true;
    } catch (SQLException silent) {
      return false;
    }
  }

  void initialise() {
    try {
      Files.createDirectories(state);
      var secret = Files.createTempFile(state, "superuser", ".txt");
      try {
        Files.writeString(secret, password);
        run(
            "initdb",
            Map.of(),
            "--pgdata=" + data,
            "--username=" + Roles.SUPERUSER,
            "--pwfile=" + secret,
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--locale=C.UTF-8",
            "--no-instructions");
      } finally {
        Files.delete(secret);
      }
      Files.writeString(
          data.resolve("postgresql.conf"),
          "include_if_exists = '%s'%n".formatted(PART),
          java.nio.file.StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new LaunchFailure("A database folder cannot be made: " + e.getMessage(), e);
    }
  }

  /// Makes it a standby of the other, from a fresh copy; what it held before is lost.
  public void follow(PostgresNode other) {
    end();
    delete(data);
    run(
        "pg_basebackup",
        Map.of("PGPASSWORD", password),
        "--dbname=host=127.0.0.1 port=%d user=%s application_name=%s"
            .formatted(other.port, Roles.SUPERUSER, name),
        "--pgdata=" + data,
        "--write-recovery-conf",
        "--checkpoint=fast",
        "--wal-method=stream");
    acknowledgeWith("");
    start();
  }

  /// Starts it as its folder says.
  public void start() {
    child =
        children.start(
            new ChildCommand(
                "PostgreSQL " + name,
                Unprivileged.command(
                    List.of(
                        programs.resolve("postgres").toString(),
                        "-D",
                        data.toString(),
                        "-p",
                        Integer.toString(port),
                        "-c",
                        "listen_addresses=127.0.0.1",
                        "-c",
                        "unix_socket_directories=",
                        "-c",
                        "fsync=on",
                        "-c",
                        "synchronous_commit=on",
                        "-c",
                        "wal_sender_timeout=5s",
                        "-c",
                        "wal_receiver_timeout=5s",
                        "-c",
                        "max_connections=100",
                        "-c",
                        "shared_buffers=64MB")),
                Map.of(),
                state,
                state.resolve("logs/%s.log".formatted(name)),
                "INT"));
    Waiting.until(name + " answers", Duration.ofSeconds(60), this::answers);
  }

  /// No commit is acknowledged before this server has it too; none is waited for when empty.
  public void acknowledgeWith(String standby) {
    try {
      Files.writeString(
          data.resolve(PART),
          "synchronous_standby_names = '%s'%n"
              .formatted(standby.isEmpty() ? "" : "\"" + standby + "\""));
      if (child != null && child.isAlive()) {
        signalPostmaster("HUP");
      }
    } catch (IOException e) {
      throw new LaunchFailure("A database's settings cannot be written.", e);
    }
  }

  /// Makes a standby a primary; returns when it takes writes.
  public void promote() throws SQLException {
    try (var connection = connect("postgres");
        var statement = connection.createStatement()) {
      statement.executeQuery("SELECT pg_promote(true, 30)").close();
      Waiting.until(
          name + " takes writes",
          Duration.ofSeconds(30),
          () -> {
            try (var row = statement.executeQuery("SELECT pg_is_in_recovery()")) {
              row.next();
              return !row.getBoolean(1);
            }
          });
    }
  }

  /// As a power cut ends it.
  public void kill() {
    Processes.kill(child.process().toHandle());
    Waiting.until(name + " is dead", Duration.ofSeconds(10), () -> !child.isAlive());
  }

  /// As a suspended machine stands.
  public void freeze() {
    Processes.freeze(child.process().toHandle());
  }

  public void wake() {
    if (child != null) {
      Processes.wake(child.process().toHandle());
    }
  }

  private void end() {
    if (child != null && child.isAlive()) {
      wake();
      kill();
    }
  }

  void close() {
    wake();
    network.close();
  }

  private void signalPostmaster(String signal) throws IOException {
    new ProcessBuilder("kill", "-s", signal, Long.toString(child.process().pid())).start();
  }

  private void run(String program, Map<String, String> environment, String... arguments) {
    List<String> command = new ArrayList<>(List.of(programs.resolve(program).toString()));
    command.addAll(List.of(arguments));
    children.run(
        new ChildCommand(
            program,
            Unprivileged.command(command),
            environment,
            state,
            state.resolve("logs/%s-%s.log".formatted(name, program)),
            "TERM"));
  }

  static void delete(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (var paths = Files.walk(folder)) {
      for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new LaunchFailure(folder + " cannot be deleted: " + e.getMessage(), e);
    }
  }

  /// A folder that only its owner may enter.
  static void make(Path folder) {
    try {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } catch (IOException e) {
      throw new LaunchFailure(folder + " cannot be made: " + e.getMessage(), e);
    }
  }
}
