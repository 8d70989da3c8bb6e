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
import java.util.Comparator;
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

  /// So many bytes a cluster, its backups and a restored one take at most.
  private static final long ROOM = 1L << 30;

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
      var folder = Files.createTempDirectory(roomiest(), "trust-fabric-");
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
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

  /// In memory where there is room, as the many files of a cluster are slow to sync to a disk.
  private static Path roomiest() throws IOException {
    var memory = Path.of("/dev/shm");
    return Files.isWritable(memory) && Files.getFileStore(memory).getUsableSpace() > ROOM
        ? memory
        : Path.of(System.getProperty("java.io.tmpdir"));
  }

  private void make(String passphrase) throws IOException, SQLException {
    var closed = PosixFilePermissions.fromString("rwx------");
    for (var name : List.of("repo", "log", "lock", "socket", "scratch")) {
      var path = command.own(Files.createDirectory(folder.resolve(name)));
      Files.setPosixFilePermissions(path, closed);
    }
    command.own(folder);
    configure(config(), passphrase);
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

  /// Writes a configuration of pgBackRest for this cluster.
  void configure(Path file, String passphrase, String... more) throws IOException {
    Files.writeString(
        file,
        """
        [global]
        repo1-path=%1$s/repo
        repo1-cipher-type=aes-256-cbc
        repo1-cipher-pass=%2$s
        log-path=%1$s/log
        lock-path=%1$s/lock
        job-retry=0
        %4$s
        [main]
        pg1-path=%1$s/data
        pg1-port=%3$d
        pg1-user=postgres
        pg1-socket-path=%1$s/socket
        """
            .formatted(
                folder,
                passphrase,
                port,
                more.length == 0 ? "start-fast=y" : String.join("\n", more)));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    command.own(file);
  }

  /// Settings of a runner for this cluster.
  ///
  /// @param target what the API is to call it
  /// @param location what the API is to be told of where the backups lie
  /// @param clientSecret of `backup-reporter`
  public Settings settings(
      String target, String location, String apiUrl, String issuer, String clientSecret) {
    return new Settings(
        target,
        "this machine",
        location,
        "main",
        config(),
        folder.resolve("state"),
        folder.resolve("scratch"),
        url(DATABASE),
        "postgres",
        passwords.superuser(),
        apiUrl,
        issuer,
        "backup-reporter",
        clientSecret,
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
      try (var files = Files.walk(folder)) {
        for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException e) {
      throw new RunnerFailure("%s cannot be deleted.".formatted(folder), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RunnerFailure("Interrupted.", e);
    }
  }
}
