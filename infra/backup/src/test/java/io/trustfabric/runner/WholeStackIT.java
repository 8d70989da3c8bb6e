package io.trustfabric.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.trustfabric.local.Part;
import io.trustfabric.local.Ports;
import io.trustfabric.local.Stack;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/// As it is meant to be: the API's own database is backed up, and reported to that API with tokens
/// of a real Keycloak. The records that a drill checks were made through the API.
@TestInstance(Lifecycle.PER_CLASS)
class WholeStackIT {

  private static final PrintStream NOWHERE = new PrintStream(OutputStream.nullOutputStream());

  /// All that the runner needs in the database, and no more.
  private static final String ROLE =
      """
      CREATE ROLE trust_fabric_backup LOGIN PASSWORD 'backup';
      GRANT pg_read_all_data TO trust_fabric_backup;
      GRANT EXECUTE ON FUNCTION pg_switch_wal() TO trust_fabric_backup;
      GRANT CREATE ON DATABASE trust_fabric TO trust_fabric_backup;
      """;

  private Path state;
  private Stack signIn;
  private Stack backend;
  private TrialCluster cluster;
  private Api engineer;
  private Settings settings;
  private Runner runner;

  @BeforeAll
  void start() throws Exception {
    var missing = TrialCluster.missing();
    assumeTrue(missing.isEmpty(), () -> missing.get() + ": nothing is backed up or restored");
    assumeTrue(
        Files.exists(Path.of(System.getProperty("backend.jar"))), "the backend is not built");
    var root = io.trustfabric.local.Settings.from(Path.of(""), Map.of()).root();
    var ports = Ports.free();
    state = Files.createTempDirectory("trust-fabric");
    var keycloak = new io.trustfabric.local.Settings(root, state.resolve("sign-in"), ports);
    signIn = new Stack(keycloak, EnumSet.of(Part.POSTGRES, Part.KEYCLOAK), NOWHERE);
    signIn.start();
    var known = Json.read(keycloak.credentialsFile());
    cluster =
        TrialCluster.start(
            new TrialCluster.Passwords(
                "superuser",
                known.at("/database/owner/password").textValue(),
                known.at("/database/app/password").textValue()),
            Trial.PASSPHRASE);
    try (var connection = cluster.connect(TrialCluster.DATABASE)) {
      connection.createStatement().execute(ROLE);
    }
    var api =
        new io.trustfabric.local.Settings(
            root,
            Files.createDirectory(state.resolve("api")),
            new Ports(
                ports.web(),
                ports.api(),
                ports.management(),
                ports.keycloak(),
                ports.keycloakManagement(),
                cluster.port()));
    Files.copy(keycloak.state().resolve("secrets.json"), api.state().resolve("secrets.json"));
    backend = new Stack(api, EnumSet.of(Part.BACKEND), NOWHERE);
    backend.start();
    engineer = new Api(as(api, known, "engineering-desk"));
    settings = as(api, known, "backup-reporter");
    runner = new Runner(settings, System.out);
  }

  @AfterAll
  void stop() throws Exception {
    for (var stack : new Stack[] {backend, signIn}) {
      if (stack != null) {
        stack.stop();
      }
    }
    if (cluster != null) {
      cluster.close();
    }
    if (state != null) {
      try (var files = Files.walk(state)) {
        for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  @Test
  void backups_of_the_apis_database_are_reported_to_it_and_proved() throws Exception {
    var incident = incident("Bookings of March are missing");
    runner.backup("full");
    incident("The portal answers slowly");
    engineer.send(
        "PATCH", incident, Json.object().put("summary", "Seven of them"), Optional.empty());
    runner.backup("incremental");
    incident("A supplier was booked twice");

    var backups = get("/api/backup/backups?target=ledger-db").get("items");
    assertThat(backups.findValuesAsText("status")).containsExactly("completed", "completed");
    assertThat(backups.findValuesAsText("backupType"))
        .containsExactlyInAnyOrder("full", "incremental");

    assertThat(runner.restoreDrill(Optional.empty())).isTrue();
    var drill = get("/api/backup/restores?target=ledger-db").at("/items/0");
    assertThat(drill.get("status").textValue()).isEqualTo("completed");
    assertThat(drill.get("verified").textValue()).isEqualTo("passed");
    assertThat(drill.at("/verification/verdicts").findValuesAsText("outcome"))
        .hasSize(5)
        .containsOnly("passed");
    assertThat(drill.at("/verification/backupIds")).hasSize(2);
    assertThat(drill.at("/verification/checks/records/checked").longValue())
        .as("incidents and their timelines, backups, the restore's request")
        .isGreaterThan(6);
    assertThat(drill.get("rtoSeconds").doubleValue()).isPositive();
    assertThat(drill.get("rpoSeconds").doubleValue()).isNotNegative();

    runner.expire();
    assertThat(runner.isReported()).isTrue();

    var file = Trial.repository(cluster, "backup", "\\d+\\.gz").getFirst();
    var bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
    assertThat(runner.restoreDrill(Optional.empty())).isFalse();
    var failed = get("/api/backup/restores?status=failed").at("/items/0");
    assertThat(failed.get("failureReason").textValue()).contains("pgbackrest restore failed");
    assertThat(runner.isReported()).isTrue();
  }

  /// @return its path
  private String incident(String title) throws Exception {
    var report =
        Json.object()
            .put("title", title)
            .put("severity", "sev2")
            .put("incidentType", "data_loss")
            .put("service", "bookings")
            .put("detectedAt", Instant.now().toString());
    var answer =
        engineer.send(
            "POST", "/api/security/incidents", report, Optional.of(UUID.randomUUID().toString()));
    assertThat(answer.isGood()).as(answer.text()).isTrue();
    return "/api/security/incidents/" + answer.body().get("id").textValue();
  }

  private JsonNode get(String path) throws Exception {
    var answer = engineer.send("GET", path, null, Optional.empty());
    assertThat(answer.isGood()).as(answer.text()).isTrue();
    return answer.body();
  }

  private Settings as(io.trustfabric.local.Settings api, JsonNode known, String client)
      throws Exception {
    var secret = known.at("/clients/" + client + "/secret").textValue();
    var location = "file:" + cluster.repository() + "/backup/main";
    var like =
        cluster.settings(
            new TrialCluster.Reporting("ledger-db", location, api.apiUrl(), api.issuer(), secret));
    return Trial.with(
        like,
        "client.id",
        client,
        "database.user",
        "trust_fabric_backup",
        "database.password",
        "backup");
  }
}
