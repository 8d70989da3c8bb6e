package io.trustfabric.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.Map;

/// A real PostgreSQL 18 for the suite, with the two roles of production: the owner migrates, the
/// application runs. Tokens are verified for real too, against a key made here.
public class PostgresResource implements QuarkusTestResourceLifecycleManager {

  /// Where tests find the database as its superuser.
  public static final String ADMIN_URL = "test.postgres.admin-url";

  public static final String ISSUER = "https://issuer.test/realms/trust-fabric";
  static final String PRIVATE_KEY = "test.token.private-key";

  private EmbeddedPostgres postgres;

  @Override
  public Map<String, String> start() {
    try {
      postgres =
          EmbeddedPostgres.builder()
              .setServerConfig("max_connections", "100")
              .setServerConfig("timezone", "UTC")
              .start();
      Databases.prepare(postgres.getJdbcUrl("postgres", "postgres"));
      System.setProperty(ADMIN_URL, postgres.getJdbcUrl("postgres", Databases.NAME));
      return Map.ofEntries(
          Map.entry(
              "quarkus.datasource.jdbc.url",
              "jdbc:postgresql://localhost:%d/%s".formatted(postgres.getPort(), Databases.NAME)),
          Map.entry("quarkus.datasource.username", Databases.APP),
          Map.entry("quarkus.datasource.password", Databases.APP),
          Map.entry("quarkus.flyway.username", Databases.OWNER),
          Map.entry("quarkus.flyway.password", Databases.OWNER),
          Map.entry("quarkus.flyway.migrate-at-start", "true"),
          Map.entry("quarkus.oidc.public-key", Tokens.newKey()),
          Map.entry("quarkus.oidc.token.issuer", ISSUER),
          Map.entry("trust-fabric.seal.origin", SealKeys.ORIGIN),
          Map.entry("trust-fabric.seal.key", SealKeys.SEED),
          // Tests look for passed deadlines themselves, when nobody else counts rows.
          Map.entry("trust-fabric.deadlines.every", "off"),
          Map.entry("trust-fabric.slos.pull.every", "off"),
          Map.entry("trust-fabric.consumers.every", "off"),
          Map.entry("trust-fabric.verification.every", "off"),
          Map.entry("trust-fabric.anchoring.every", "off"),
          // Refusals are what many tests are about; only those of the watch itself ask for so many
          Map.entry("trust-fabric.watch.unauthenticated", "2500"),
          Map.entry("trust-fabric.watch.forbidden", "500"),
          Map.entry("trust-fabric.watch.stale", "100"),
          Map.entry("quarkus.http.test-port", "0"),
          Map.entry("quarkus.management.test-port", "0"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void stop() {
    try {
      postgres.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
