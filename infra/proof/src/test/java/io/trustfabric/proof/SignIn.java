package io.trustfabric.proof;

import io.trustfabric.local.HttpJson;
import io.trustfabric.local.Part;
import io.trustfabric.local.Ports;
import io.trustfabric.local.PostgresServer;
import io.trustfabric.local.Secrets;
import io.trustfabric.local.Settings;
import io.trustfabric.local.Stack;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;

/// A Keycloak with a database of its own, which nobody kills: its tokens are good through all that
/// happens to the product.
final class SignIn implements AutoCloseable {

  /// A token lives five minutes; a cycle takes less than the rest.
  private static final Duration RENEWAL = Duration.ofMinutes(2);

  private static final String CLIENT = "security-desk";

  /// Asked for before the stack has its own look at them.
  private static final List<String> SECRETS =
      List.of(
          CLIENT,
          PostgresServer.SUPERUSER,
          PostgresServer.OWNER,
          PostgresServer.APPLICATION,
          PostgresServer.KEYCLOAK,
          "event-ingest",
          "keycloak-events",
          "keycloak-snapshots");

  private final Settings settings;
  private final Secrets secrets;
  private final Stack stack;
  private String token;
  private Instant taken = Instant.EPOCH;

  private SignIn(Settings settings) {
    this.settings = settings;
    this.secrets = Secrets.in(settings.state());
    this.stack =
        new Stack(
            settings,
            EnumSet.of(Part.POSTGRES, Part.KEYCLOAK),
            new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
  }

  /// One that is not started yet, but whose secrets are known.
  static SignIn in(Path root, Path work) {
    var signIn = new SignIn(new Settings(root, work.resolve("sign-in"), Ports.free()));
    SECRETS.forEach(signIn.secrets::secret);
    return signIn;
  }

  void start() {
    stack.start();
  }

  Settings settings() {
    return settings;
  }

  Secrets secrets() {
    return secrets;
  }

  /// A token of someone who may write and read all this proof writes.
  synchronized String token() {
    if (Duration.between(taken, Instant.now()).compareTo(RENEWAL) > 0) {
      token =
          HttpJson.token(
              settings.issuer(),
              Map.of(
                  "grant_type",
                  "client_credentials",
                  "client_id",
                  CLIENT,
                  "client_secret",
                  secrets.secret(CLIENT)));
      taken = Instant.now();
    }
    return token;
  }

  @Override
  public void close() {
    stack.stop();
  }
}
