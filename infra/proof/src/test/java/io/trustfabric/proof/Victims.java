package io.trustfabric.proof;

import io.trustfabric.local.Backend;
import io.trustfabric.local.Child;
import io.trustfabric.local.Children;
import io.trustfabric.local.Ports;
import io.trustfabric.local.PostgresServer;
import io.trustfabric.local.Settings;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;

/// The product's two processes, the API and its PostgreSQL.
final class Victims implements AutoCloseable {

  private static final String[] QUICK_TO_START = {"-Xmx384m", "-XX:TieredStopAtLevel=1"};

  private final Children children;
  private final Settings settings;
  private final String password;
  private final PostgresServer postgres;
  private final Backend backend;
  private String mutation = "fsync=on";
  private Child database;
  private Child api;

  /// @param work for logs and the register of processes
  /// @param data where the database lies
  Victims(Path work, Path data, SignIn signIn) {
    var free = Ports.free();
    var keycloak = signIn.settings().ports();
    var ports =
        new Ports(
            free.web(),
            free.api(),
            free.management(),
            keycloak.keycloak(),
            keycloak.keycloakManagement(),
            free.postgres());
    children = new Children(work.resolve("children.json"));
    settings = new Settings(signIn.settings().root(), work, ports);
    var secrets = signIn.secrets();
    password = secrets.secret(PostgresServer.SUPERUSER);
    postgres = new PostgresServer(new Settings(settings.root(), data, ports), secrets, children);
    backend = new Backend(settings, secrets, children);
  }

  String apiUrl() {
    return settings.apiUrl();
  }

  /// The superuser's way to the database.
  String jdbcUrl() {
    return "%s?user=%s&password=%s"
        .formatted(
            settings.databaseUrl(PostgresServer.DATABASE), PostgresServer.SUPERUSER, password);
  }

  Connection connect() throws SQLException {
    return postgres.connect(PostgresServer.DATABASE);
  }

  /// Returns when the database answers, its recovery done.
  void startDatabase() {
    database = postgres.start("max_wal_size=512MB", mutation);
  }

  /// Restarts the database with a setting that is not as it should be, from now on.
  void mutate(String setting) {
    mutation = setting;
    killDatabase();
    startDatabase();
    awaitApi();
  }

  void startApi() {
    api = backend.start(QUICK_TO_START);
    awaitApi();
  }

  /// Returns when the API says that it is ready.
  void awaitApi() {
    backend.await(api);
  }

  /// Returns when the API takes the tokens of the Keycloak, which has to run by now.
  void awaitTrust() {
    backend.awaitTrust(api);
  }

  void killDatabase() {
    children.kill(database);
  }

  void killApi() {
    children.kill(api);
  }

  @Override
  public void close() {
    children.stopAll(child -> {});
  }
}
