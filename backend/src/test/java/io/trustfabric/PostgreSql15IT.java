package io.trustfabric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.trustfabric.testing.Await;
import io.trustfabric.testing.BackendProcess;
import io.trustfabric.testing.Databases;
import io.trustfabric.testing.HttpApi;
import io.trustfabric.testing.HttpApi.Answer;
import io.trustfabric.testing.LedgerVerifier;
import io.trustfabric.testing.Tokens;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Migrations and code on the oldest PostgreSQL that is supported, where Debian's is installed.
class PostgreSql15IT {

  private static final Path BIN = Path.of("/usr/lib/postgresql/15/bin");

  private static Path folder;
  private static int port;

  @BeforeAll
  static void startCluster() throws Exception {
    assumeTrue(
        Files.isExecutable(BIN.resolve("initdb")),
        () -> "PostgreSQL 15 is not installed in " + BIN);
    folder = Files.createTempDirectory("postgresql15-");
    try (var socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    if (isRoot()) {
      run("chown", "postgres", folder.toString());
    }
    var data = folder.resolve("data").toString();
    asPostgres("initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync");
    asPostgres(
        "pg_ctl",
        "-D",
        data,
        "-w",
        "-l",
        folder.resolve("log").toString(),
        "-o",
        "-p %d -k '' -c listen_addresses=127.0.0.1 -c fsync=off".formatted(port),
        "start");
    Databases.prepare(adminUrl("postgres"));
  }

  @AfterAll
  static void stopCluster() throws Exception {
    if (folder == null) {
      return;
    }
    asPostgres("pg_ctl", "-D", folder.resolve("data").toString(), "-m", "immediate", "stop");
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  @Test
  void the_backend_migrates_and_works() throws Exception {
    var key = Tokens.newKey();
    var url = "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, Databases.NAME);
    try (var backend = BackendProcess.start(url, key)) {
      var api = backend.api();
      var id = ok(201, api.record("Fifteen failed logins")).id();
      var found = ok(200, api.get(HttpApi.EVENTS + "?q=fifteen%20log", Tokens.person("viewer")));
      assertThat(found.body().at("/items/0/id").textValue()).isEqualTo(id);
      ok(200, api.move(id, "investigating", "seen"));
      var batch =
          "[%s,%s]"
              .formatted(
                  HttpApi.event("a", ", \"fingerprint\": \"f\", \"dataAssets\": [\"x\"]"),
                  HttpApi.event("b", ", \"metadata\": {\"n\": 0.1}"));
      ok(201, api.post(HttpApi.EVENTS + "/batch", Tokens.machine("ingest_events"), batch));
      var history =
          ok(200, api.get("/api/audit/records/security_event/" + id, Tokens.person("viewer")));
      assertThat(history.body().at("/items")).hasSize(2);
      ok(200, api.get(HttpApi.EVENTS + "/summary", Tokens.person("viewer")));
      Await.until(
          "all lines have their position",
          Duration.ofSeconds(60),
          () -> LedgerVerifier.verify(adminUrl(Databases.NAME)).lines() == 3);
      var report = LedgerVerifier.verify(adminUrl(Databases.NAME));
      assertThat(report.records()).hasSize(3);
      assertThat(report.broken()).isEmpty();
    }
  }

  private static Answer ok(int status, Answer answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    return answer;
  }

  private static String adminUrl(String database) {
    return "jdbc:postgresql://127.0.0.1:%d/%s?user=postgres".formatted(port, database);
  }

  private static boolean isRoot() {
    return System.getProperty("user.name").equals("root");
  }

  /// PostgreSQL refuses to run as root.
  private static void asPostgres(String program, String... arguments) throws Exception {
    var command = new ArrayList<String>();
    if (isRoot()) {
      command.addAll(List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"));
    }
    command.add(BIN.resolve(program).toString());
    command.addAll(List.of(arguments));
    run(command.toArray(String[]::new));
  }

  private static void run(String... command) throws IOException, InterruptedException {
    var output = Files.createTempFile("postgresql15-", ".out");
    try {
      var process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      assertThat(process.waitFor())
          .as(() -> String.join(" ", command) + "\n" + read(output))
          .isZero();
    } finally {
      Files.delete(output);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
