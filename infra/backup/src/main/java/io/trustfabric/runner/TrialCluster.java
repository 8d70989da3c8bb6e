package io.trustfabric.runner;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// A PostgreSQL of its own to try backups on, archiving to an encrypted repository of pgBackRest;
/// all in one folder, which goes with it. It listens on the loopback interface, and on a socket
/// file that only its user can reach.
public final class TrialCluster implements AutoCloseable {

  /// What is to be backed up.
  public static final String DATABASE = "trust_fabric";

  static final Path BIN = Path.of("/usr/lib/postgresql/15/bin");
  private static final Path PGBACKREST = Path.of("/usr/bin/pgbackrest");
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /// Passwords of the superuser and of our two roles.
  public record Passwords(String superuser, String owner, String application) {}

  final Path folder;
  final Command command = new Command("postgres");
  private final int port;
  private final Passwords passwords;
  private Process server;

  private TrialCluster(Path folder, int port, Passwords passwords) {
    this.folder = folder;
    this.port = port;
    this.passwords = passwords;
  }

  /// What would have to be installed first; empty when everything is there.
  public static Optional<String> missing() {
    if (!Files.isExecutable(BIN.resolve("initdb"))) {
      return Optional.of("Debian's package postgresql-15 is not installed");
    }
    return Files.isExecutable(PGBACKREST)
        ? Optional.empty()
        : Optional.of("Debian's package pgbackrest is not installed");
  }

  /// Starts one with an empty database of our owner's, and a repository for it.
  ///
  /// @param passphrase encrypts the repository
  /// @throws RunnerFailure when a program refuses
  public static TrialCluster start(Passwords passwords, String passphrase) {
    try {
      var folder = TrialFiles.newFolder();
      var cluster = new TrialCluster(folder, freePort(), passwords);
      try {
        cluster.make(passphrase);
        return cluster;
      } catch (IOException | SQLException | RuntimeException failure) {
        cluster.close();
        throw failure;
      }
    } catch (IOException | SQLException e) {
      throw new RunnerFailure("No cluster can be made here: " + e.getMessage(), e);
    }
  }

  private void make(String passphrase) throws IOException, SQLException {
    var closed = PosixFilePermissions.fromString("rwx------");
    for (var name : List.of("repo", "log", "lock", "socket", "scratch")) {
      var path = command.own(Files.createDirectory(folder.resolve(name)));
      Files.setPosixFilePermissions(path, closed);
    }
    command.own(folder);
    configure(passphrase);
    initialize();
    server = command.start(folder.resolve("server.log"), List.of(bin("postgres"), "-D", data()));
    awaitServer();
    run(
        "pgbackrest",
        "--config=" + config(),
        "--stanza=main",
        "--log-level-console=off",
        "stanza-create");
    try (var connection = connect("postgres");
        var statement = connection.createStatement()) {
      role(connection, "trust_fabric_owner", passwords.owner());
      role(connection, "trust_fabric_app", passwords.application());
      statement.execute("CREATE DATABASE %s OWNER trust_fabric_owner".formatted(DATABASE));
    }
  }

  private static void role(Connection connection, String name, String password)
      throws SQLException {
    try (var statement = connection.createStatement()) {
      var quoted = statement.enquoteLiteral(password);
      statement.execute("CREATE ROLE %s LOGIN PASSWORD %s".formatted(name, quoted));
    }
  }

  private void initialize() throws IOException {
    var password = folder.resolve("password");
    Files.writeString(password, passwords.superuser());
    Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-------"));
    command.own(password);
    run(
        bin("initdb"),
        "--pgdata=" + data(),
        "--username=postgres",
        "--pwfile=" + password,
        "--auth-local=trust",
        "--auth-host=scram-sha-256",
        "--encoding=UTF8",
        "--locale=C.UTF-8",
        "--no-sync",
        "--wal-segsize=1");
    Files.delete(password);
    Files.writeString(
        folder.resolve("data/postgresql.conf"),
        """
        port = %d
        listen_addresses = '127.0.0.1'
        unix_socket_directories = '%s'
        timezone = 'UTC'
        archive_mode = on
        archive_command = 'pgbackrest --config=%s --stanza=main archive-push %%p'
        """
            .formatted(port, folder.resolve("socket"), config()));
  }

  /// Configures pgBackRest anew.
  void configure(String passphrase, String... more) throws IOException {
    configure(config(), passphrase, more);
  }

  /// Writes another configuration of pgBackRest for this cluster.
  void configure(Path file, String passphrase, String... more) throws IOException {
    TrialFiles.configure(folder, port, file, passphrase, more);
    command.own(file);
  }

  /// What a runner is to report, and to whom.
  ///
  /// @param target what the API is to call the cluster
  /// @param location what the API is to be told of where the backups lie
  /// @param clientSecret of `backup-reporter`
  public record Reporting(
      String target, String location, String apiUrl, String issuer, String clientSecret) {}

  /// Settings of a runner for this cluster.
  public Settings settings(Reporting reporting) {
    return new Settings(
        reporting.target(),
        "this machine",
        reporting.location(),
        "main",
        config(),
        folder.resolve("state"),
        folder.resolve("scratch"),
        url(DATABASE),
        "postgres",
        passwords.superuser(),
        reporting.apiUrl(),
        reporting.issuer(),
        "backup-reporter",
        reporting.clientSecret(),
        "postgres",
        BIN,
        Duration.ofMinutes(2),
        Duration.ofMinutes(1));
  }

  /// On the loopback interface.
  public int port() {
    return port;
  }

  /// Holds the backups.
  public Path repository() {
    return folder.resolve("repo");
  }

  /// Copies the backups to where they stay, with what pgBackRest needs to read them there.
  ///
  /// @throws RunnerFailure when that folder cannot be written
  public void keep(Path to) {
    TrialFiles.keep(repository(), config(), to);
  }

  Path config() {
    return folder.resolve("pgbackrest.conf");
  }

  /// As the superuser.
  Connection connect(String database) throws SQLException {
    return DriverManager.getConnection(url(database), "postgres", passwords.superuser());
  }

  private String url(String database) {
    return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, database);
  }

  private void awaitServer() {
    var isReady = List.of(bin("pg_isready"), "-q", "-h", "127.0.0.1", "-p", "" + port);
    var end = System.nanoTime() + PATIENCE.toNanos();
    while (command.run(PATIENCE, isReady).status() != 0) {
      if (!server.isAlive() || System.nanoTime() > end) {
        throw new RunnerFailure("PostgreSQL does not start in %s.".formatted(folder));
      }
    }
  }

  private String data() {
    return folder.resolve("data").toString();
  }

  private static String bin(String program) {
    return BIN.resolve(program).toString();
  }

  private void run(String... arguments) {
    command.run(PATIENCE, List.of(arguments)).orFail(arguments[0]);
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() {
    try {
      if (server != null && server.isAlive()) {
        command.run(PATIENCE, List.of(bin("pg_ctl"), "-D", data(), "-m", "immediate", "stop"));
        server.waitFor();
      }
      TrialFiles.delete(folder);
    } catch (IOException e) {
      throw new RunnerFailure("%s cannot be deleted.".formatted(folder), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RunnerFailure("Interrupted.", e);
    }
  }
}
