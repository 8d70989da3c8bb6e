package io.trustfabric.runner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;

/// What the runner is told, in a file of `key=value` lines. Secrets may come from the environment
/// instead, so that the file can be shown to anybody.
///
/// @param target what is backed up, as its policy calls it
/// @param region where the repository lies
/// @param location where the repository lies, without credentials; a backup's label follows it
/// @param stanza pgBackRest's name of the cluster
/// @param pgBackRestConfig pgBackRest's own configuration, with the repository's cipher
/// @param state the runner's folder: lock, spool, what it made, checkpoints. The checkpoints have
///   to lie outside of what is backed up
/// @param scratch where drills restore to
/// @param databaseUrl the live database, JDBC
/// @param apiUrl without a path
/// @param issuer the realm that gives tokens
/// @param osUser who pgBackRest and PostgreSQL run as when the runner runs as root
/// @param postgresBin PostgreSQL's programs, of the cluster's version
/// @param recoveryTimeout how long a restored cluster may recover
/// @param archiveTimeout how long an archived segment may be on its way
public record Settings(
    String target,
    String region,
    String location,
    String stanza,
    Path pgBackRestConfig,
    Path state,
    Path scratch,
    String databaseUrl,
    String databaseUser,
    String databasePassword,
    String apiUrl,
    String issuer,
    String clientId,
    String clientSecret,
    String osUser,
    Path postgresBin,
    Duration recoveryTimeout,
    Duration archiveTimeout) {

  /// @throws RunnerFailure naming the first key that is missing or cannot be read
  static Settings read(Path file, Map<String, String> environment) {
    var given = new Properties();
    try (var reader = Files.newBufferedReader(file)) {
      given.load(reader);
    } catch (IOException e) {
      throw new RunnerFailure("The settings %s cannot be read.".formatted(file), e);
    }
    return new Settings(
        required(given, "target"),
        required(given, "region"),
        required(given, "location"),
        required(given, "stanza"),
        Path.of(required(given, "pgbackrest.config")),
        Path.of(required(given, "state")),
        Path.of(required(given, "scratch")),
        required(given, "database.url"),
        given.getProperty("database.user", "postgres"),
        secret(given, "database.password", environment.get("TRUST_FABRIC_DATABASE_PASSWORD")),
        required(given, "api.url"),
        required(given, "issuer"),
        given.getProperty("client.id", "backup-reporter"),
        secret(given, "client.secret", environment.get("TRUST_FABRIC_CLIENT_SECRET")),
        given.getProperty("os.user", "postgres"),
        Path.of(given.getProperty("postgres.bin", "/usr/lib/postgresql/15/bin")),
        Duration.parse(given.getProperty("recovery.timeout", "PT1H")),
        Duration.parse(given.getProperty("archive.timeout", "PT2M")));
  }

  private static String required(Properties given, String key) {
    var value = given.getProperty(key);
    if (value == null || value.isBlank()) {
      throw new RunnerFailure("The settings lack %s.".formatted(key));
    }
    return value.strip();
  }

  private static String secret(Properties given, String key, String fromEnvironment) {
    return fromEnvironment == null ? given.getProperty(key, "") : fromEnvironment;
  }
}
