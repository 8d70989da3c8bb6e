package io.trustfabric.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// The packaged backend as a process of its own, which can be frozen and killed.
public final class BackendProcess implements AutoCloseable {

  /// The packaged application; named by the build.
  public static final String JAR = "backend.jar";

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final Process process;
  private final int port;
  private final int managementPort;
  private final Path log;

  private BackendProcess(Process process, int port, int managementPort, Path log) {
    this.process = process;
    this.port = port;
    this.managementPort = managementPort;
    this.log = log;
  }

  /// Starts the backend on a database and waits until it is ready.
  ///
  /// @param jdbcUrl without credentials: the roles of {@link Databases} are used
  /// @param publicKey verifies the tokens of {@link Tokens}, base64
  public static BackendProcess start(String jdbcUrl, String publicKey, String... jvmOptions)
      throws IOException {
    var port = FreePorts.any();
    var managementPort = FreePorts.any();
    var log = Files.createTempFile("backend", ".log");
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(List.of(jvmOptions));
    command.addAll(List.of("-jar", System.getProperty(JAR)));
    var builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder
        .environment()
        .putAll(
            Map.ofEntries(
                Map.entry("QUARKUS_HTTP_HOST", "127.0.0.1"),
                Map.entry("QUARKUS_HTTP_PORT", Integer.toString(port)),
                Map.entry("QUARKUS_MANAGEMENT_HOST", "127.0.0.1"),
                Map.entry("QUARKUS_MANAGEMENT_PORT", Integer.toString(managementPort)),
                Map.entry("QUARKUS_DATASOURCE_JDBC_URL", jdbcUrl),
                Map.entry("QUARKUS_DATASOURCE_USERNAME", Databases.APP),
                Map.entry("QUARKUS_DATASOURCE_PASSWORD", Databases.APP),
                Map.entry("QUARKUS_FLYWAY_USERNAME", Databases.OWNER),
                Map.entry("QUARKUS_FLYWAY_PASSWORD", Databases.OWNER),
                Map.entry("QUARKUS_FLYWAY_MIGRATE_AT_START", "true"),
                Map.entry("TRUST_FABRIC_SEAL_ORIGIN", SealKeys.ORIGIN),
                Map.entry("TRUST_FABRIC_SEAL_KEY", SealKeys.SEED),
                Map.entry("TRUST_FABRIC_DEADLINES_EVERY", "1s"),
                Map.entry("TRUST_FABRIC_VERIFICATION_EVERY", "off"),
                Map.entry("QUARKUS_OIDC_PUBLIC_KEY", publicKey),
                Map.entry("QUARKUS_OIDC_TOKEN_ISSUER", PostgresResource.ISSUER)));
    var backend = new BackendProcess(builder.start(), port, managementPort, log);
    try {
      Await.until("the backend is ready", Duration.ofSeconds(180), backend::isReadyOrDead);
    } catch (AssertionError e) {
      backend.close();
      throw e;
    }
    if (!backend.process.isAlive()) {
      throw new IllegalStateException("the backend has ended:\n" + backend.log());
    }
    return backend;
  }

  private boolean isReadyOrDead() throws IOException, InterruptedException {
    return !process.isAlive() || management("/q/health/ready").contains("\"status\": \"UP\"");
  }

  /// Where metrics and health are: `host:port`.
  public String managementAddress() {
    return "127.0.0.1:" + managementPort;
  }

  public HttpApi api() {
    return new HttpApi("http://127.0.0.1:" + port);
  }

  /// What a management endpoint answers.
  public String management(String path) throws IOException, InterruptedException {
    var uri = URI.create("http://127.0.0.1:" + managementPort + path);
    return CLIENT
        .send(
            HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(5)).build(),
            BodyHandlers.ofString())
        .body();
  }

  public String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Whether this process leads the ledger's order, by its own word.
  public boolean saysItLeads() {
    var text = log();
    return isAlive()
        && text.lastIndexOf("leads the ledger's order")
            > text.lastIndexOf("no longer leads the ledger's order") + "no longer ".length();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  public long pid() {
    return process.pid();
  }

  /// Stops it where it stands, as a suspended virtual machine or a long pause does.
  public void freeze() throws IOException, InterruptedException {
    signal("STOP");
  }

  public void wake() throws IOException, InterruptedException {
    signal("CONT");
  }

  public void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }

  private void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(pid())).start().waitFor();
  }

  @Override
  public void close() throws IOException {
    try {
      if (process.isAlive()) {
        wake();
        process.destroy();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
          process.destroyForcibly().waitFor();
        }
      }
      Files.deleteIfExists(log);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
