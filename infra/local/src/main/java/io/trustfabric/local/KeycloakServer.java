package io.trustfabric.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Keycloak of one stack, with its data in the stack's PostgreSQL and the realm `trust-fabric`.
///
/// The programs are shared by all stacks of the clone; what one stack writes lies in a home folder
/// of its own that links to them.
final class KeycloakServer {

  /// The administrator of Keycloak itself, for its console. It has no role in Trust Fabric.
  static final String ADMINISTRATOR = "keycloak-admin";

  private static final List<String> BUILD_OPTIONS =
      List.of("--db=postgres", "--health-enabled=true");

  private static final List<String> JAVA_OPTIONS =
      List.of(
          "-Xmx256m",
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-XX:+ExitOnOutOfMemoryError",
          "-Duser.language=en",
          "-Duser.country=US",
          "-Dfile.encoding=UTF-8",
          "--add-opens=java.base/java.util=ALL-UNNAMED",
          "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
          "--add-opens=java.base/java.security=ALL-UNNAMED",
          "--add-opens=java.base/java.lang=ALL-UNNAMED",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow",
          "-Djava.util.concurrent.ForkJoinPool.common.threadFactory="
              + "io.quarkus.bootstrap.forkjoin.QuarkusForkJoinWorkerThreadFactory",
          "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
          "-Dpicocli.disable.closures=true");

  private final Settings settings;
  private final Secrets secrets;
  private final Children children;
  private final PostgresServer postgres;

  KeycloakServer(Settings settings, Secrets secrets, Children children, PostgresServer postgres) {
    this.settings = settings;
    this.secrets = secrets;
    this.children = children;
    this.postgres = postgres;
  }

  /// Adapts the distribution to PostgreSQL, once for each clone. Needs no database.
  void prepare() {
    Path distribution = distribution();
    SharedFolder.once(
        settings.runtime().resolve("keycloak.built"),
        distribution.getFileName() + " " + BUILD_OPTIONS,
        () -> build(distribution));
  }

  /// Starts the server, imports the realm on a first start, and returns when the realm answers.
  void start() {
    try {
      Path home = home();
      Path realm = home.resolve("data/import/trust-fabric-realm.json");
      boolean first = !realmExists();
      Files.deleteIfExists(realm);
      if (first) {
        Secrets.writePrivately(realm, Realm.of(settings, secrets));
      }
      var child = children.start(command(home, first));
      Health.await(
          child, () -> Health.answers(settings.issuer() + "/.well-known/openid-configuration"));
      Files.deleteIfExists(realm);
      new RealmAddresses(settings, secrets).follow();
    } catch (IOException e) {
      throw new LaunchFailure("Keycloak's folder cannot be made: " + e.getMessage(), e);
    }
  }

  private ChildCommand command(Path home, boolean importRealm) {
    var ports = settings.ports();
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "start",
                "--optimized",
                "--cache=local",
                "--hostname=" + settings.keycloakUrl(),
                "--http-enabled=true",
                "--http-host=localhost",
                "--http-port=" + ports.keycloak(),
                "--http-management-host=localhost",
                "--http-management-port=" + ports.keycloakManagement(),
                "--db-url=" + settings.databaseUrl(PostgresServer.KEYCLOAK),
                "--db-username=" + PostgresServer.KEYCLOAK,
                "--db-pool-initial-size=2",
                "--db-pool-max-size=20",
                "--log-level=info,org.keycloak.events:debug"));
    if (importRealm) {
      arguments.add("--import-realm");
    }
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("KC_DB_PASSWORD", secrets.secret(PostgresServer.KEYCLOAK));
    environment.put("KC_BOOTSTRAP_ADMIN_USERNAME", ADMINISTRATOR);
    environment.put("KC_BOOTSTRAP_ADMIN_PASSWORD", secrets.secret(ADMINISTRATOR));
    return new ChildCommand(
        Part.KEYCLOAK.title(),
        java(home, arguments),
        environment,
        home,
        settings.log(Part.KEYCLOAK),
        "TERM");
  }

  private void build(Path distribution) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("build"));
    arguments.addAll(BUILD_OPTIONS);
    Path log = settings.state().resolve("logs/keycloak-build.log");
    Files.createDirectories(log.getParent());
    children.run(
        new ChildCommand(
            "Keycloak's build",
            java(distribution, arguments),
            Map.of(),
            distribution,
            log,
            "TERM"));
  }

  /// Whether this stack's database holds the realm already.
  private boolean realmExists() {
    try (var connection = postgres.connect(PostgresServer.KEYCLOAK);
        var statement = connection.createStatement();
        var table = statement.executeQuery("SELECT to_regclass('public.realm') IS NOT NULL")) {
      table.next();
      if (!table.getBoolean(1)) {
        return false;
      }
      try (var rows = statement.executeQuery("SELECT 1 FROM realm WHERE name = 'trust-fabric'")) {
        return rows.next();
      }
    } catch (SQLException e) {
      throw new LaunchFailure("Keycloak's database cannot be read: " + e.getMessage(), e);
    }
  }

  private Path home() throws IOException {
    Path home = settings.state().resolve("keycloak");
    Files.createDirectories(home.resolve("data"));
    for (String shared : List.of("bin", "conf", "lib", "providers", "themes", "version.txt")) {
      Path link = home.resolve(shared);
      Files.deleteIfExists(link);
      Files.createSymbolicLink(link, distribution().resolve(shared));
    }
    return home;
  }

  private Path distribution() {
    try (var folders = Files.newDirectoryStream(settings.runtime(), "keycloak-*")) {
      for (Path folder : folders) {
        if (Files.isDirectory(folder)) {
          return folder;
        }
      }
    } catch (IOException e) {
      throw new LaunchFailure("Keycloak is not unpacked: run `make build`.", e);
    }
    throw new LaunchFailure("Keycloak is not unpacked: run `make build`.");
  }

  private static List<String> java(Path home, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Java.program());
    command.addAll(JAVA_OPTIONS);
    command.add("-Dkc.home.dir=" + home);
    command.add("-Djboss.server.config.dir=" + home.resolve("conf"));
    command.add("-cp");
    command.add(home.resolve("lib/quarkus-run.jar").toString());
    command.add("io.quarkus.bootstrap.runner.QuarkusEntryPoint");
    command.addAll(arguments);
    return command;
  }
}
