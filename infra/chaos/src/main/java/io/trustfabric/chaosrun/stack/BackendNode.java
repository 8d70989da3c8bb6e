package io.trustfabric.chaosrun.stack;

import io.trustfabric.chaosrun.net.FreePort;
import io.trustfabric.local.Child;
import io.trustfabric.local.ChildCommand;
import io.trustfabric.local.Children;
import io.trustfabric.local.LaunchFailure;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One process of the packaged backend.
public final class BackendNode {

  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();

  /// Seals the ledgers of all stacks of this run, which end with it.
  private static final String SEAL_KEY =
      Base64.getEncoder().encodeToString(new SecureRandom().generateSeed(32));

  private final String name;
  private final int apiPort = FreePort.any();
  private final int managementPort = FreePort.any();
  private Child child;

  public BackendNode(String name) {
    this.name = name;
  }

  /// Starts the process; `ready` says when it answers.
  ///
  /// @param identity how tokens are known, and what else differs from stack to stack
  public void start(
      Children children, Path root, Path state, Database database, Map<String, String> identity) {
    var jar = root.resolve("backend/target/quarkus-app/quarkus-run.jar");
    if (!Files.exists(jar)) {
      throw new LaunchFailure("The backend is not built: run `make build`.");
    }
    child =
        children.start(
            new ChildCommand(
                name,
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx384m",
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+ExitOnOutOfMemoryError",
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow",
                    "-jar",
                    jar.toString()),
                environment(database, identity),
                state,
                state.resolve("logs/%s.log".formatted(name)),
                "TERM"));
  }

  public void awaitReady() {
    Waiting.until(
        name + " is ready",
        Duration.ofMinutes(3),
        () -> {
          if (!child.isAlive()) {
            throw child.crash();
          }
          return get("/q/health/ready").status() == 200;
        });
  }

  public URI api() {
    return URI.create("http://127.0.0.1:" + apiPort);
  }

  public URI management() {
    return URI.create("http://127.0.0.1:" + managementPort);
  }

  /// The answer of a management endpoint.
  public record Answer(int status, String text) {}

  /// What a management endpoint answers.
  public Answer get(String path) throws IOException, InterruptedException {
    return get(management(), path);
  }

  /// What the management endpoint at an address answers.
  public static Answer get(URI management, String path) throws IOException, InterruptedException {
    var answer =
        HTTP.send(
            HttpRequest.newBuilder(management.resolve(path))
                .timeout(Duration.ofSeconds(10))
                .build(),
            BodyHandlers.ofString());
    return new Answer(answer.statusCode(), answer.body());
  }

  private Map<String, String> environment(Database database, Map<String, String> identity) {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
    environment.put("QUARKUS_HTTP_PORT", Integer.toString(apiPort));
    environment.put("QUARKUS_MANAGEMENT_HOST", "127.0.0.1");
    environment.put("QUARKUS_MANAGEMENT_PORT", Integer.toString(managementPort));
    environment.put("QUARKUS_DATASOURCE_JDBC_URL", database.jdbcUrl());
    environment.put("QUARKUS_DATASOURCE_USERNAME", Roles.APPLICATION);
    environment.put("QUARKUS_DATASOURCE_PASSWORD", database.password(Roles.APPLICATION));
    environment.put("QUARKUS_FLYWAY_USERNAME", Roles.OWNER);
    environment.put("QUARKUS_FLYWAY_PASSWORD", database.password(Roles.OWNER));
    environment.put("QUARKUS_FLYWAY_MIGRATE_AT_START", "true");
    environment.put("TRUST_FABRIC_SEAL_ORIGIN", "chaos.localhost/api/audit");
    environment.put("TRUST_FABRIC_SEAL_KEY", SEAL_KEY);
    environment.putAll(identity);
    return environment;
  }
}
