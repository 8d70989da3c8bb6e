package io.trustfabric.runner;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.ServerSocket;
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

/// Debian's PostgreSQL 15 with our migrations, archiving to an encrypted repository of pgBackRest;
/// all in one folder, which goes when it is closed.
final class DebianCluster implements AutoCloseable {

  static final String DATABASE = "trust_fabric";
  private static final Path BIN = Path.of("/usr/lib/postgresql/15/bin");
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  final Path folder;
  final int port;
  final Command command;

  private DebianCluster(Path folder, int port, Command command) {
    this.folder = folder;
    this.port = port;
    this.command = command;
  }

  /// Starts one; skips the test where Debian's packages are absent.
  static DebianCluster start() throws Exception {
    assumeTrue(
        Files.isExecutable(BIN.resolve("initdb")),
        "Debian's package postgresql-15 is not installed");
    assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/pgbackrest")),
        "Debian's package pgbackrest is not installed");
    var command = new Command("postgres");
    var folder = Files.createTempDirectory("runner-");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    var cluster = new DebianCluster(folder, freePort(), command);
    for (var name : List.of("repo", "log", "lock", "socket", "scratch")) {
      command.own(Files.createDirectory(folder.resolve(name)));
    }
    command.own(folder);
    cluster.configure(cluster.config(), "right");
    cluster.initialize();
    return cluster;
  }

  private void initialize() throws Exception {
    run(
        bin("initdb"),
        "-D",
        data(),
        "-U",
        "postgres",
        "-A",
        "trust",
        "-E",
        "UTF8",
        "--no-sync",
        "--wal-segsize=1");
    Files.writeString(
        folder.resolve("data/postgresql.conf"),
        """
        port = %d
        listen_addresses = '127.0.0.1'
        unix_socket_directories = '%s'
        archive_mode = on
        archive_command = 'pgbackrest --config=%s --stanza=main archive-push %%p'
        """
            .formatted(port, folder.resolve("socket"), config()));
    startServer();
    run(
        "pgbackrest",
        "--config=" + config(),
        "--stanza=main",
        "--log-level-console=off",
        "stanza-create");
    try (var connection = connect("postgres")) {
      for (var role : List.of("trust_fabric_owner", "trust_fabric_app")) {
        connection
            .createStatement()
            .execute("CREATE ROLE %s LOGIN PASSWORD '%s'".formatted(role, role));
      }
      connection.createStatement().execute("CREATE DATABASE trust_fabric OWNER trust_fabric_owner");
    }
  }

  private void startServer() {
    run(bin("pg_ctl"), "-D", data(), "-w", "-l", folder.resolve("server.log").toString(), "start");
  }

  /// Applies our migrations, as a backend would.
  void migrate() throws SQLException, IOException {
    try (var connection = connect(DATABASE);
        var statement = connection.createStatement();
        var files = Files.list(Path.of(System.getProperty("migrations")))) {
      statement.execute("CREATE TABLE flyway_schema_history (installed_rank integer)");
      for (var file : files.sorted(Comparator.comparing(DebianCluster::number)).toList()) {
        statement.execute(Files.readString(file));
      }
    }
  }

  private static int number(Path migration) {
    return Integer.parseInt(migration.getFileName().toString().replaceAll("^V(\\d+)__.*", "$1"));
  }

  /// Writes a configuration of pgBackRest for this cluster.
  void configure(Path file, String passphrase) throws IOException {
    Files.writeString(
        file,
        """
        [global]
        repo1-path=%1$s/repo
        repo1-cipher-type=aes-256-cbc
        repo1-cipher-pass=%2$s
        log-path=%1$s/log
        lock-path=%1$s/lock
        start-fast=y
        job-retry=0
        [main]
        pg1-path=%1$s/data
        pg1-port=%3$d
        pg1-socket-path=%1$s/socket
        """
            .formatted(folder, passphrase, port));
    command.own(file);
  }

  Path config() {
    return folder.resolve("pgbackrest.conf");
  }

  /// A state folder of its own: another runner.
  Settings settings(String apiUrl) {
    return settings(apiUrl, "state", config(), folder.resolve("scratch"));
  }

  Settings settings(String apiUrl, String state, Path config, Path scratch) {
    return new Settings(
        "ledger-db",
        "eu-central-1",
        "file:" + folder.resolve("repo/backup/main"),
        "main",
        config,
        folder.resolve(state),
        scratch,
        "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, DATABASE),
        "postgres",
        "",
        apiUrl,
        apiUrl + "/realms/trust-fabric",
        "backup-reporter",
        "a secret",
        "postgres",
        BIN,
        Duration.ofMinutes(2),
        Duration.ofMinutes(1));
  }

  Connection connect(String database) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:%d/%s?user=postgres".formatted(port, database));
  }

  /// Files of a folder in the repository whose names match, the largest first.
  List<Path> repository(String below, String name) throws IOException {
    var found = new ArrayList<Path>();
    try (var files = Files.walk(folder.resolve("repo").resolve(below))) {
      files
          .filter(f -> Files.isRegularFile(f) && f.getFileName().toString().matches(name))
          .forEach(found::add);
    }
    found.sort(Comparator.comparing((Path f) -> f.toFile().length()).reversed());
    return found;
  }

  private String data() {
    return folder.resolve("data").toString();
  }

  private static String bin(String program) {
    return BIN.resolve(program).toString();
  }

  private Command.Outcome run(String... arguments) {
    return command.run(PATIENCE, List.of(arguments)).orFail(arguments[0]);
  }

  static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() throws IOException {
    command.run(PATIENCE, List.of(bin("pg_ctl"), "-D", data(), "-m", "immediate", "stop"));
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
