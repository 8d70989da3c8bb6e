package io.trustfabric.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

/// The embedded PostgreSQL of one stack: durable (`fsync` and `synchronous_commit` on), on the
/// loopback interface only, and with passwords for every role.
public final class PostgresServer {

  public static final String DATABASE = "trust_fabric";
  public static final String SUPERUSER = "postgres";

  /// Owns the database and runs the migrations.
  public static final String OWNER = "trust_fabric_owner";

  /// Runs the API: it may connect, and what it may do to tables the migrations grant.
  public static final String APPLICATION = "trust_fabric_app";

  public static final String KEYCLOAK = "keycloak";

  private static final List<String> DURABLE =
      List.of(
          "listen_addresses=localhost",
          "unix_socket_directories=",
          "fsync=on",
          "synchronous_commit=on",
          "full_page_writes=on",
          "shared_buffers=256MB",
          "max_wal_size=2GB",
          "max_connections=200",
          "timezone=UTC",
          "log_timezone=UTC");

  private final Settings settings;
  private final Secrets secrets;
  private final Children children;

  public PostgresServer(Settings settings, Secrets secrets, Children children) {
    this.settings = settings;
    this.secrets = secrets;
    this.children = children;
  }

  /// Starts the server and returns when it answers and holds its roles and databases.
  ///
  /// @param parameters `name=value`, in place of what it is set to here
  public Child start(String... parameters) {
    Path home = PostgresBinaries.unpackedIn(settings.runtime());
    Path data = settings.state().resolve("postgres");
    if (!Files.exists(data.resolve("PG_VERSION"))) {
      initialise(home, data);
    }
    forgetDeadPostmaster(data);
    var child =
        children.start(
            new ChildCommand(
                Part.POSTGRES.title(),
                Unprivileged.command(command(home, data, parameters)),
                Map.of(),
                settings.state(),
                settings.log(Part.POSTGRES),
                "INT"));
    Health.await(child, this::answers);
    provide();
    return child;
  }

  private List<String> command(Path home, Path data, String... parameters) {
    List<String> command =
        new ArrayList<>(
            List.of(
                home.resolve("bin/postgres").toString(),
                "-D",
                data.toString(),
                "-p",
                Integer.toString(settings.ports().postgres())));
    Stream.concat(DURABLE.stream(), Stream.of(parameters))
        .forEach(parameter -> command.addAll(List.of("-c", parameter)));
    return command;
  }

  /// A connection of the superuser.
  public Connection connect(String database) throws SQLException {
    var properties = new Properties();
    properties.setProperty("user", SUPERUSER);
    properties.setProperty("password", secrets.secret(SUPERUSER));
    properties.setProperty("connectTimeout", "5");
    return DriverManager.getConnection(settings.databaseUrl(database), properties);
  }

  private boolean answers() {
    try (var connection = connect("postgres")) {
      return connection.isValid(2);
    } catch (SQLException notYet) {
      if ("28P01".equals(notYet.getSQLState())) {
        throw new LaunchFailure(
            "The database in %s was made with another password than the one in %s."
                .formatted(settings.state().resolve("postgres"), "secrets.json"),
            notYet);
      }
      return false;
    }
  }

  /// Makes what is missing and sets the passwords, so that a copied secrets file is enough to move
  /// a stack.
  private void provide() {
    try (var connection = connect("postgres")) {
      role(connection, OWNER);
      role(connection, APPLICATION);
      role(connection, KEYCLOAK);
      database(connection, DATABASE, OWNER);
      database(connection, KEYCLOAK, KEYCLOAK);
      execute(
          connection, "GRANT CONNECT, TEMPORARY ON DATABASE " + DATABASE + " TO " + APPLICATION);
    } catch (SQLException e) {
      throw new LaunchFailure("PostgreSQL refuses its roles or databases: " + e.getMessage(), e);
    }
  }

  /// The password is ours, made of letters and digits, so it needs no quoting.
  private void role(Connection connection, String name) throws SQLException {
    if (!exists(connection, "SELECT 1 FROM pg_roles WHERE rolname = ?", name)) {
      execute(connection, "CREATE ROLE " + name);
    }
    execute(
        connection,
        "ALTER ROLE "
            + name
            + " LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD '"
            + secrets.secret(name)
            + "'");
  }

  private static void database(Connection connection, String name, String owner)
      throws SQLException {
    if (!exists(connection, "SELECT 1 FROM pg_database WHERE datname = ?", name)) {
      execute(connection, "CREATE DATABASE " + name + " OWNER " + owner);
      execute(connection, "REVOKE ALL ON DATABASE " + name + " FROM PUBLIC");
    }
  }

  private static boolean exists(Connection connection, String query, String name)
      throws SQLException {
    try (var statement = connection.prepareStatement(query)) {
      statement.setString(1, name);
      try (var rows = statement.executeQuery()) {
        return rows.next();
      }
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /// Initialises beside the final place, so that a cluster cut off half-way is never taken for one.
  private void initialise(Path home, Path data) {
    try {
      Path draft = data.resolveSibling("postgres.new");
      PostgresBinaries.deleteTree(draft);
      Path password = Files.createTempFile(settings.state(), "superuser", ".txt");
      Path log = settings.state().resolve("logs/initdb.log");
      Files.createDirectories(log.getParent());
      try {
        Files.writeString(password, secrets.secret(SUPERUSER));
        run(
            Unprivileged.command(
                List.of(
                    home.resolve("bin/initdb").toString(),
                    "--pgdata=" + draft,
                    "--username=" + SUPERUSER,
                    "--pwfile=" + password,
                    "--auth=scram-sha-256",
                    "--encoding=UTF8",
                    "--locale=C",
                    "--locale-provider=builtin",
                    "--builtin-locale=C.UTF-8",
                    "--no-instructions")),
            log);
      } finally {
        Files.delete(password);
      }
      Files.move(draft, data, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new LaunchFailure("The database folder cannot be made: " + e.getMessage(), e);
    }
  }

  private static void run(List<String> command, Path log) throws IOException {
    try {
      int code =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start()
              .waitFor();
      if (code != 0) {
        throw new LaunchFailure(
            "initdb failed (exit code %d):%n%s".formatted(code, Files.readString(log)));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LaunchFailure("Interrupted.", e);
    }
  }

  /// Ends a server that still runs on this data though no register knows it, and removes the pid
  /// file of a dead one whose number now belongs to another program.
  private static void forgetDeadPostmaster(Path data) {
    Path file = data.resolve("postmaster.pid");
    try {
      if (!Files.exists(file)) {
        return;
      }
      long pid = Long.parseLong(Files.readAllLines(file).getFirst().strip());
      var process = ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
      boolean ours =
          process.flatMap(p -> p.info().command()).filter(c -> c.endsWith("postgres")).isPresent();
      if (ours) {
        Signals.end(process.get(), "INT", java.time.Duration.ofSeconds(30));
      } else {
        Files.deleteIfExists(file);
      }
    } catch (IOException | NumberFormatException e) {
      throw new LaunchFailure(file + " cannot be read: " + e.getMessage(), e);
    }
  }
}
