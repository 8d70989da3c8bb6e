package io.trustfabric.chaosrun;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.trustfabric.chaosrun.net.FaultProxy;
import io.trustfabric.chaosrun.net.SignedToken;
import io.trustfabric.chaosrun.stack.BackendNode;
import io.trustfabric.chaosrun.stack.EmbeddedDatabase;
import io.trustfabric.chaosrun.stack.Target;
import io.trustfabric.local.Children;
import io.trustfabric.local.Part;
import io.trustfabric.local.Ports;
import io.trustfabric.local.Settings;
import io.trustfabric.local.Stack;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;

/// One backend on the launcher's database, which knows tokens of a key made here: what a short test
/// can afford.
final class SmallFabric implements Target, AutoCloseable {

  private static final String ISSUER = "https://issuer.test/realms/trust-fabric";
  private static final Map<String, String> ROLES =
      Map.of(
          "event-ingest", "ingest_events",
          "engineering-desk", "engineer",
          "chaos-reporter", "report_chaos");

  private final Settings settings;
  private final Stack stack;
  private final Children children;
  private final KeyPair keys;
  private final BackendNode backend = new BackendNode("backend");
  private EmbeddedDatabase database;

  SmallFabric(Path state) throws GeneralSecurityException {
    var root = Settings.from(Path.of(""), Map.of()).root();
    settings = new Settings(root, state, Ports.free());
    stack =
        new Stack(
            settings,
            EnumSet.of(Part.POSTGRES),
            new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
    children = new Children(state.resolve("backends.json"));
    keys = KeyPairGenerator.getInstance("RSA").generateKeyPair();
  }

  void start() throws IOException {
    stack.start();
    var credentials = new ObjectMapper().readTree(settings.credentialsFile().toFile());
    database = new EmbeddedDatabase(credentials);
    backend.start(
        children,
        settings.root(),
        settings.state(),
        database,
        Map.of(
            "QUARKUS_OIDC_PUBLIC_KEY",
            Base64.getEncoder().encodeToString(keys.getPublic().getEncoded()),
            "QUARKUS_OIDC_TOKEN_ISSUER",
            ISSUER));
    backend.awaitReady();
  }

  @Override
  public List<URI> apis() {
    return List.of(backend.api());
  }

  @Override
  public List<URI> managements() {
    return List.of(backend.management());
  }

  @Override
  public String token(String client) {
    return SignedToken.of(keys.getPrivate(), "own", ISSUER, client, List.of(ROLES.get(client)));
  }

  @Override
  public Connection connect() throws SQLException {
    return database.connect();
  }

  @Override
  public List<FaultProxy> databaseNetworks() {
    return database.networks();
  }

  @Override
  public void close() {
    children.stopAll(child -> {});
    if (database != null) {
      database.close();
    }
    stack.stop();
  }
}
