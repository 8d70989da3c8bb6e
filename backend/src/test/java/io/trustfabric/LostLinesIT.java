package io.trustfabric;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.trustfabric.testing.Await;
import io.trustfabric.testing.BackendProcess;
import io.trustfabric.testing.LedgerVerifier;
import io.trustfabric.testing.PostgresResource;
import io.trustfabric.testing.SealKeys;
import io.trustfabric.testing.TlogVerifier;
import io.trustfabric.testing.Tokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A database that is put back to an earlier moment, as a restore or a failover with loss does,
/// under a backend whose checkpoints are also kept elsewhere.
class LostLinesIT {

  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final PostgresResource POSTGRES = new PostgresResource();
  private static final String EPOCHS = "/api/audit/epochs";

  @TempDir static Path vault;

  private static String url;
  private static BackendProcess backend;

  @BeforeAll
  static void start() throws IOException {
    var config = POSTGRES.start();
    url = config.get("quarkus.datasource.jdbc.url");
    backend =
        BackendProcess.start(
            url,
            config.get("quarkus.oidc.public-key"),
            "-Dtrust-fabric.anchors.vault.kind=file",
            "-Dtrust-fabric.anchors.vault.folder=" + vault);
  }

  @AfterAll
  static void stop() throws IOException {
    backend.close();
    POSTGRES.stop();
  }

  @Test
  void a_ledger_that_lost_lines_is_not_sealed_until_two_people_open_an_epoch_that_names_them()
      throws Exception {
    for (int i = 0; i < 5; i++) {
      assertThat(backend.api().record("kept").status()).isEqualTo(201);
    }
    var kept = awaitAnchored();
    var lost = backend.api().record("lost").id();
    for (int i = 0; i < 3; i++) {
      backend.api().record("lost too");
    }
    var told = awaitAnchored();
    assertThat(told).isGreaterThanOrEqualTo(kept + 4);

    putBackTo(kept);
    Await.until("it says that it is not ready", PATIENCE, () -> !isReady());
    assertThat(backend.management("/q/health/ready")).contains("vault");
    assertThat(get("/api/security/events/" + lost).path("status").intValue()).isEqualTo(404);
    for (int i = 0; i < 8; i++) {
      assertThat(backend.api().record("after the restore").status()).isEqualTo(201);
    }
    Await.until(
        "lines are ordered", PATIENCE, () -> number("SELECT count(*) FROM ledger_pending") == 0);
    // Longer than what it takes to seal.
    Await.sleep(2_500);
    assertThat(number("SELECT max(tree_size) FROM ledger_checkpoints")).isEqualTo(kept);
    assertThat(get("/api/audit/anchors").at("/items/0/standing").textValue()).isEqualTo("ahead");

    openEpoch();
    Await.until("it is sealed again", PATIENCE, () -> origin().endsWith("/epoch/2"));
    Await.until("it is ready", PATIENCE, LostLinesIT::isReady);
    assertNamesWhatWasLost(kept, told);
    Await.until(
        "the new epoch is kept there too",
        PATIENCE,
        () -> Files.readString(vault.resolve("checkpoint")).startsWith(origin()));
    assertThat(vault.resolve("checkpoints/1/%020d".formatted(told))).exists();
    TlogVerifier.verify(admin());
    assertThat(LedgerVerifier.verify(admin()).broken()).isEmpty();
    var again = backend.api().post(EPOCHS, Tokens.person("admin"), "{\"reason\": \"again\"}");
    assertThat(again.status()).isEqualTo(409);
  }

  private static void openEpoch() {
    var body = "{\"reason\": \"the database was restored\"}";
    var asked = backend.api().post(EPOCHS, Tokens.person("admin"), body);
    assertThat(asked.status()).as(asked.text()).isEqualTo(202);
    assertThat(backend.api().post(EPOCHS, Tokens.person("admin"), body).status()).isEqualTo(409);
    var decision = "/api/approvals/%s/decision".formatted(asked.id());
    var yes = "{\"decision\": \"approved\", \"reason\": \"seen\"}";
    var alone = backend.api().post(decision, Tokens.person("admin"), yes);
    assertThat(alone.status()).as(alone.text()).isEqualTo(403);
    var decided = backend.api().post(decision, Tokens.person("compliance"), yes);
    assertThat(decided.status()).as(decided.text()).isEqualTo(200);
  }

  private static void assertNamesWhatWasLost(long kept, long told) throws Exception {
    var position =
        number(
            "SELECT position FROM ledger_positions JOIN audit_log ON id = line_id WHERE action = 'ledger_epoch.opened'");
    var proof = get("/api/audit/entries/%d/proof".formatted(position));
    assertThat(proof.get("checkpoint").textValue()).startsWith(SealKeys.ORIGIN + "/epoch/2\n");
    var line =
        new ObjectMapper().readTree(Base64.getDecoder().decode(proof.get("entry").textValue()));
    var change = line.get("change");
    assertThat(change.at("/anchoredSize/after").longValue()).isEqualTo(told);
    assertThat(change.at("/anchoredOrigin/after").textValue()).isEqualTo(SealKeys.ORIGIN);
    assertThat(change.at("/anchoredRootSha256/after").textValue()).hasSize(64);
    assertThat(change.at("/lostFrom/after").longValue()).isEqualTo(kept);
    assertThat(change.at("/lostTo/after").longValue()).isEqualTo(told - 1);
    assertThat(
            number("SELECT min(tree_size) FROM ledger_checkpoints WHERE origin LIKE '%/epoch/2'"))
        .as("its first checkpoint has the line that opened it")
        .isGreaterThan(position);
  }

  /// Takes all lines from that position on back, with their records and checkpoints, in one
  /// transaction that also ends the leader's session: a restored server has none.
  private static void putBackTo(long size) throws SQLException {
    try (var connection = DriverManager.getConnection(admin());
        var statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      for (var sql :
          new String[] {
            "SET LOCAL session_replication_role = replica",
            "LOCK TABLE ledger_positions, ledger_checkpoints, ledger_pending IN ACCESS EXCLUSIVE MODE",
            """
            CREATE TEMP TABLE gone ON COMMIT DROP AS SELECT id, record_id FROM audit_log WHERE id NOT IN (
              SELECT line_id FROM ledger_positions WHERE position < %d)
            """,
            "DELETE FROM ledger_checkpoints WHERE tree_size > %d",
            "DELETE FROM ledger_keys WHERE from_size > %d",
            "DELETE FROM ledger_positions WHERE position >= %d",
            "DELETE FROM ledger_pending",
            "DELETE FROM ledger_payloads WHERE line_id IN (SELECT id FROM gone)",
            "DELETE FROM security_events WHERE id IN (SELECT record_id FROM gone)",
            "DELETE FROM audit_log WHERE id IN (SELECT id FROM gone)",
            "UPDATE ledger_anchors SET anchored_size = %d",
            "UPDATE ledger_cursors SET position = -1",
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'trust-fabric leader'"
          }) {
        statement.execute(sql.replace("%d", Long.toString(size)));
      }
      connection.commit();
    }
  }

  /// How many lines the vault has a checkpoint of, once that is all there are.
  private static long awaitAnchored() throws IOException {
    Await.until(
        "all is kept elsewhere",
        PATIENCE,
        () -> anchored() == number("SELECT count(*) FROM audit_log"));
    return anchored();
  }

  private static long anchored() throws IOException {
    var file = vault.resolve("checkpoint");
    return Files.exists(file)
        ? Long.parseLong(Files.readString(file).lines().skip(1).findFirst().orElseThrow())
        : 0;
  }

  private static boolean isReady() throws Exception {
    var health = new ObjectMapper().readTree(backend.management("/q/health/ready"));
    return health.path("status").textValue().equals("UP");
  }

  private static String origin() throws Exception {
    return backend
        .api()
        .get("/api/audit/checkpoint", Tokens.person("viewer"))
        .text()
        .lines()
        .findFirst()
        .orElse("");
  }

  private static JsonNode get(String path) {
    return backend.api().get(path, Tokens.person("auditor")).body();
  }

  private static long number(String sql) throws SQLException {
    try (var connection = DriverManager.getConnection(admin());
        var statement = connection.createStatement();
        var row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  private static String admin() {
    return System.getProperty(PostgresResource.ADMIN_URL);
  }
}
