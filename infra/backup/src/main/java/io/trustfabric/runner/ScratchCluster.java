package io.trustfabric.runner;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/// A cluster that a drill restores into a folder of its own and starts there. It archives nothing,
/// listens on a socket file only and takes nothing from the live cluster's configuration.
final class ScratchCluster implements AutoCloseable {

  private static final Pattern STOPPED =
      Pattern.compile("recovery stopping before (?:commit|abort) of .*, time (\\S+ \\S+?)\\+00");

  private static final Pattern TROUBLE = Pattern.compile("ERROR|FATAL|PANIC|HINT|could not");
  private static final int PORT = 5499;

  private final Settings settings;
  private final Command command;
  private final Path folder;
  private Process server;

  private ScratchCluster(Settings settings, Command command, Path folder) {
    this.settings = settings;
    this.command = command;
    this.folder = folder;
  }

  /// Makes the folder; its name is short, as a socket's path must be.
  static ScratchCluster prepare(Settings settings, Command command, String name) {
    try {
      var folder = settings.scratch().resolve(name);
      Files.createDirectories(folder);
      var closed = PosixFilePermissions.fromString("rwx------");
      for (var part : List.of("", "data", "tablespaces", "wal")) {
        var path = Files.createDirectories(folder.resolve(part));
        Files.setPosixFilePermissions(path, closed);
        command.own(path);
      }
      return new ScratchCluster(settings, command, folder);
    } catch (IOException e) {
      throw new RunnerFailure("The scratch folder cannot be made: " + e.getMessage(), e);
    }
  }

  /// Takes away what a killed run left.
  static void sweep(Settings settings, Command command) {
    if (Files.isDirectory(settings.scratch())) {
      try (var left = Files.list(settings.scratch())) {
        for (var folder : left.filter(f -> Files.isDirectory(f.resolve("data"))).toList()) {
          new ScratchCluster(settings, command, folder).close();
        }
      } catch (IOException e) {
        throw new RunnerFailure("%s cannot be read.".formatted(settings.scratch()), e);
      }
    }
  }

  Path data() {
    return folder.resolve("data");
  }

  Path tablespaces() {
    return folder.resolve("tablespaces");
  }

  /// A folder for segments of the write-ahead log.
  Path wal() {
    return folder.resolve("wal");
  }

  /// What the disk has to say to a failure.
  String roomLeft() {
    try {
      var disk = Files.getFileStore(folder);
      return disk.getUsableSpace() < disk.getTotalSpace() / 50 ? "The scratch disk is full. " : "";
    } catch (IOException unknown) {
      return "";
    }
  }

  /// Starts it and waits until recovery has ended. That a connection is accepted is not enough.
  ///
  /// @throws RunnerFailure with what its log says, when it ends before or takes too long
  Connection recover() {
    server = command.start(log(), startCommand());
    var end = System.nanoTime() + settings.recoveryTimeout().toNanos();
    while (System.nanoTime() < end) {
      if (!server.isAlive()) {
        throw new RunnerFailure("The restored cluster does not start: " + trouble());
      }
      var connection = connect();
      if (connection.isPresent()) {
        return connection.get();
      }
      pause();
    }
    throw new RunnerFailure(
        "Recovery takes longer than %s: %s".formatted(settings.recoveryTimeout(), trouble()));
  }

  /// When the first transaction was committed that recovery did not replay; empty when recovery
  /// came to the archive's end.
  Optional<Instant> stoppedBefore() {
    return STOPPED
        .matcher(logText())
        .results()
        .map(found -> LocalDateTime.parse(found.group(1).replace(' ', 'T')))
        .map(at -> at.toInstant(ZoneOffset.UTC))
        .findFirst();
  }

  /// @return a connection once recovery has ended
  private Optional<Connection> connect() {
    var properties = new Properties();
    properties.setProperty("user", settings.databaseUser());
    properties.setProperty("sslmode", "disable");
    properties.setProperty("socketFactory", LocalSockets.class.getName());
    properties.setProperty("socketFactoryArg", folder.resolve(".s.PGSQL." + PORT).toString());
    try {
      var connection =
          DriverManager.getConnection("jdbc:postgresql://scratch/" + database(), properties);
      try (var statement = connection.createStatement();
          var row = statement.executeQuery("SELECT pg_is_in_recovery()")) {
        row.next();
        if (!row.getBoolean(1)) {
          return Optional.of(connection);
        }
      }
      connection.close();
    } catch (SQLException notYet) {
      return Optional.empty();
    }
    return Optional.empty();
  }

  private String database() {
    var path = settings.databaseUrl().replaceFirst("\\?.*", "");
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private List<String> startCommand() {
    try {
      Files.writeString(folder.resolve("hba"), "local all all trust\n");
      Files.writeString(folder.resolve("none"), "");
      for (var name : List.of("hba", "none")) {
        command.own(folder.resolve(name));
      }
    } catch (IOException e) {
      throw new RunnerFailure("The scratch cluster cannot be set up: " + e.getMessage(), e);
    }
    var start =
        new ArrayList<>(
            List.of(
                settings.postgresBin().resolve("postgres").toString(), "-D", data().toString()));
    for (var setting :
        List.of(
            "config_file=" + folder.resolve("none"),
            "hba_file=" + folder.resolve("hba"),
            "ident_file=" + folder.resolve("none"),
            "unix_socket_directories=" + folder,
            "port=" + PORT,
            "listen_addresses=",
            "archive_mode=off",
            "hot_standby=off",
            "ssl=off",
            "shared_preload_libraries=",
            "session_preload_libraries=",
            "max_logical_replication_workers=0",
            "autovacuum=off",
            "logging_collector=off",
            "log_destination=stderr",
            "log_min_messages=warning",
            "log_line_prefix=",
            "lc_messages=C",
            "timezone=UTC",
            "log_timezone=UTC")) {
      start.addAll(List.of("-c", setting));
    }
    return start;
  }

  private String trouble() {
    var lines =
        logText()
            .lines()
            .filter(
                line -> TROUBLE.matcher(line).find() && !line.contains("the database system is"))
            .distinct()
            .toList();
    return String.join(" ", lines.subList(Math.max(0, lines.size() - 4), lines.size()));
  }

  private String logText() {
    try {
      return new String(Files.readAllBytes(log()), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return "its log cannot be read";
    }
  }

  private Path log() {
    return folder.resolve("log");
  }

  private static void pause() {
    try {
      Thread.sleep(100);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RunnerFailure("Interrupted.", e);
    }
  }

  /// Stops it and deletes everything.
  @Override
  public void close() {
    try {
      if (server != null && server.isAlive()) {
        signal("INT");
        if (!server.waitFor(30, TimeUnit.SECONDS)) {
          server.destroyForcibly().waitFor();
        }
      } else if (Files.exists(data().resolve("postmaster.pid"))) {
        var pgCtl = settings.postgresBin().resolve("pg_ctl").toString();
        command.run(
            Duration.ofMinutes(1),
            List.of(pgCtl, "-D", data().toString(), "-m", "immediate", "stop"));
      }
      try (var files = Files.walk(folder)) {
        for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException e) {
      throw new RunnerFailure("The scratch folder cannot be deleted: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RunnerFailure("Interrupted.", e);
    }
  }

  private void signal(String name) {
    command.run(Duration.ofMinutes(1), List.of("kill", "-" + name, Long.toString(server.pid())));
  }
}
