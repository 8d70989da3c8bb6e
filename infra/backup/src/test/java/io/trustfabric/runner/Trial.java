package io.trustfabric.runner;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// A trial cluster with our migrations, and what tests look at in it.
final class Trial {

  static final String PASSPHRASE = "right";

  private Trial() {}

  /// Starts one; skips the test where Debian's packages are absent.
  static TrialCluster start() throws SQLException, IOException {
    var missing = TrialCluster.missing();
    assumeTrue(missing.isEmpty(), () -> missing.get() + ": nothing is backed up or restored");
    var passwords = new TrialCluster.Passwords("superuser", "owner", "application");
    var cluster = TrialCluster.start(passwords, PASSPHRASE);
    try (var connection = cluster.connect(TrialCluster.DATABASE);
        var statement = connection.createStatement();
        var files = Files.list(Path.of(System.getProperty("migrations")))) {
      statement.execute("CREATE TABLE flyway_schema_history (installed_rank integer)");
      for (var file : files.sorted(Comparator.comparing(Trial::number)).toList()) {
        statement.execute(Files.readString(file));
      }
    }
    return cluster;
  }

  static Settings settings(TrialCluster cluster, FakeApi api) {
    var location = "file:" + cluster.repository() + "/backup/main";
    return cluster.settings(
        new TrialCluster.Reporting(
            "ledger-db", location, api.url(), api.url() + "/realms/trust-fabric", "a secret"));
  }

  /// The same settings but for what is named, read from a file as the runner reads them.
  static Settings with(Settings like, String... keysAndValues) throws IOException {
    var lines = Files.createTempFile("settings", ".properties");
    try {
      Files.writeString(lines, file(like));
      for (int i = 0; i < keysAndValues.length; i += 2) {
        var line = "%s=%s%n".formatted(keysAndValues[i], keysAndValues[i + 1]);
        Files.writeString(lines, line, StandardOpenOption.APPEND);
      }
      return Settings.read(lines, Map.of());
    } finally {
      Files.delete(lines);
    }
  }

  /// Settings as a file has them.
  static String file(Settings settings) {
    return """
    target=%s
    region=%s
    location=%s
    stanza=%s
    pgbackrest.config=%s
    state=%s
    scratch=%s
    database.url=%s
    database.user=%s
    database.password=%s
    api.url=%s
    issuer=%s
    client.id=%s
    client.secret=%s
    """
        .formatted(
            settings.target(),
            settings.region(),
            settings.location(),
            settings.stanza(),
            settings.pgBackRestConfig(),
            settings.state(),
            settings.scratch(),
            settings.databaseUrl(),
            settings.databaseUser(),
            settings.databasePassword(),
            settings.apiUrl(),
            settings.issuer(),
            settings.clientId(),
            settings.clientSecret());
  }

  /// Files of a folder in the repository whose names match, the largest first.
  static List<Path> repository(TrialCluster cluster, String below, String name) throws IOException {
    var found = new ArrayList<Path>();
    try (var files = Files.walk(cluster.repository().resolve(below))) {
      files
          .filter(f -> Files.isRegularFile(f) && f.getFileName().toString().matches(name))
          .forEach(found::add);
    }
    found.sort(Comparator.comparing((Path f) -> f.toFile().length()).reversed());
    return found;
  }

  private static int number(Path migration) {
    return Integer.parseInt(migration.getFileName().toString().replaceAll("^V(\\d+)__.*", "$1"));
  }
}
