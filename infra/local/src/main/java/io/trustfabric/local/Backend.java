package io.trustfabric.local;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The API's process: the packaged backend, set up by Quarkus' own environment variables.
public final class Backend {

  private final Settings settings;
  private final Secrets secrets;
  private final Children children;

  public Backend(Settings settings, Secrets secrets, Children children) {
    this.settings = settings;
    this.secrets = secrets;
    this.children = children;
  }

  public static Path jar(Settings settings) {
    return settings.root().resolve("backend/target/quarkus-app/quarkus-run.jar");
  }

  void requireBuilt() {
    if (!Files.exists(jar(settings))) {
      throw new LaunchFailure("The backend is not built: run `make build`.");
    }
  }

  /// Starts the process, which migrates its database first. It may be started before Keycloak
  /// answers: it asks again until it does.
  ///
  /// @param jvmOptions in place of, or besides, those it has here
  public Child start(String... jvmOptions) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Java.program(),
                "-Xmx768m",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow"));
    command.addAll(List.of(jvmOptions));
    command.addAll(List.of("-jar", jar(settings).toString()));
    return children.start(
        new ChildCommand(
            Part.BACKEND.title(),
            command,
            environment(),
            settings.state(),
            settings.log(Part.BACKEND),
            "TERM"));
  }

  /// Returns when the API is ready to answer.
  public void await(Child child) {
    Health.await(child, () -> Health.answers(settings.managementUrl() + "/q/health/ready"));
  }

  /// Returns when the API takes the tokens of this Keycloak, which must be healthy by now. One that
  /// came up before Keycloak learns Keycloak's keys from the first token it sees.
  public void awaitTrust(Child child) {
    String token =
        HttpJson.token(
            settings.issuer(),
            Map.of(
                "grant_type", "client_credentials",
                "client_id", "event-ingest",
                "client_secret", secrets.secret("event-ingest")));
    Health.await(child, () -> Health.recognises(settings.apiUrl() + "/api/me", token));
  }

  Map<String, String> environment() {
    var ports = settings.ports();
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
    environment.put("QUARKUS_HTTP_PORT", Integer.toString(ports.api()));
    environment.put("QUARKUS_MANAGEMENT_HOST", "127.0.0.1");
    environment.put("QUARKUS_MANAGEMENT_PORT", Integer.toString(ports.management()));
    environment.put("QUARKUS_DATASOURCE_JDBC_URL", settings.databaseUrl(PostgresServer.DATABASE));
    environment.put("QUARKUS_DATASOURCE_USERNAME", PostgresServer.APPLICATION);
    environment.put("QUARKUS_DATASOURCE_PASSWORD", secrets.secret(PostgresServer.APPLICATION));
    environment.put("QUARKUS_FLYWAY_USERNAME", PostgresServer.OWNER);
    environment.put("QUARKUS_FLYWAY_PASSWORD", secrets.secret(PostgresServer.OWNER));
    environment.put("QUARKUS_FLYWAY_MIGRATE_AT_START", "true");
    environment.put("QUARKUS_OIDC_AUTH_SERVER_URL", settings.issuer());
    environment.put("QUARKUS_OIDC_CONNECTION_DELAY", "3M");
    environment.put("QUARKUS_HTTP_CORS_ORIGINS", settings.webUrl());
    // The ledger keeps its name when the stack is started on other ports.
    environment.put(
        "TRUST_FABRIC_SEAL_ORIGIN",
        secrets.fact("ledger-origin", () -> "localhost:%d/api/audit".formatted(ports.api())));
    environment.put("TRUST_FABRIC_SEAL_KEY_FILE", SigningKey.in(settings.state()).toString());
    environment.put("TRUST_FABRIC_SEAL_DEVELOPMENT_KEY", "true");
    environment.put("TRUST_FABRIC_KEYCLOAK_URL", settings.keycloakUrl());
    environment.put("TRUST_FABRIC_KEYCLOAK_CLIENT_SECRET", secrets.secret("keycloak-events"));
    environment.put(
        "TRUST_FABRIC_KEYCLOAK_SNAPSHOTS_CLIENT_SECRET", secrets.secret("keycloak-snapshots"));
    return environment;
  }
}
