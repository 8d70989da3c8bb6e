package io.trustfabric.compliance.drafts;

import static org.assertj.core.api.Assertions.assertThat;

import io.trustfabric.testing.Await;
import io.trustfabric.testing.BackendProcess;
import io.trustfabric.testing.LedgerVerifier;
import io.trustfabric.testing.PostgresResource;
import io.trustfabric.testing.Together;
import io.trustfabric.testing.Tokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Two backends on one database, of which the one that drafts evidence is killed again and again
/// while lines pour in.
class EvidenceDraftsIT {

  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private static final PostgresResource POSTGRES = new PostgresResource();
  private static final List<BackendProcess> BACKENDS = new ArrayList<>();
  private static String url;
  private static String key;

  @BeforeAll
  static void start() {
    var config = POSTGRES.start();
    url = config.get("quarkus.datasource.jdbc.url");
    key = config.get("quarkus.oidc.public-key");
    BACKENDS.addAll(Together.run(2, i -> backend()));
  }

  @AfterAll
  static void stop() throws IOException {
    for (var backend : BACKENDS) {
      backend.close();
    }
    POSTGRES.stop();
  }

  @Test
  void each_line_is_drafted_once_whoever_is_killed_when() throws Exception {
    var acknowledged = ConcurrentHashMap.<String>newKeySet();
    for (int round = 0; round < 3; round++) {
      Await.until("one of them leads", PATIENCE, () -> leader() != null);
      var leader = leader();
      var stop = Instant.now().plusSeconds(8);
      var writers =
          IntStream.range(0, 4)
              .mapToObj(
                  i ->
                      Thread.ofVirtual()
                          .start(() -> rotate(BACKENDS.get(i % 2), stop, acknowledged)))
              .toList();
      // Somewhere within a turn of the reader, which comes every second.
      Await.sleep(3_000 + ThreadLocalRandom.current().nextInt(1_000));
      leader.kill();
      for (var writer : writers) {
        writer.join();
      }
      BACKENDS.remove(leader);
      leader.close();
      BACKENDS.add(backend());
    }
    Await.until(
        "all is drafted",
        PATIENCE,
        () -> number(SUCCEEDED) == number(LINES) && number(PENDING) == 0);
    assertThat(acknowledged).isNotEmpty();
    assertThat(number(SUCCEEDED)).isGreaterThanOrEqualTo(acknowledged.size());
    assertThat(number(LINKS)).as("links").isEqualTo(number(SUCCEEDED));
    assertThat(number(LINKED)).as("records linked").isEqualTo(number(SUCCEEDED));
    // One more where a month ends meanwhile.
    assertThat(number(DRAFTS)).isBetween(full(), full() + 1);
    assertThat(number(DRAFTS)).isEqualTo(number("SELECT count(*) FROM compliance_evidence"));
    var report = LedgerVerifier.verify(System.getProperty(PostgresResource.ADMIN_URL));
    assertThat(report.broken()).isEmpty();
    assertThat(report.records().keySet()).containsAll(acknowledged);
  }

  private static final String SUCCEEDED =
      "SELECT count(*) FROM secret_rotation_log WHERE status = 'succeeded'";
  private static final String LINES = "SELECT count(*) FROM evidence_draft_lines";
  private static final String DRAFTS = "SELECT count(*) FROM evidence_drafts";
  private static final String PENDING = "SELECT count(*) FROM ledger_pending";
  private static final String LINKS =
      "SELECT count(*) FROM compliance_evidence, jsonb_array_elements(links)";
  private static final String LINKED =
      "SELECT count(DISTINCT l ->> 'recordId') FROM compliance_evidence, jsonb_array_elements(links) l";

  /// How many drafts of 100 links it takes.
  private static long full() {
    return (number(SUCCEEDED) + 99) / 100;
  }

  private static BackendProcess backend() {
    try {
      return BackendProcess.start(url, key);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static BackendProcess leader() {
    return BACKENDS.stream().filter(BackendProcess::saysItLeads).findFirst().orElse(null);
  }

  private static void rotate(BackendProcess backend, Instant stop, Set<String> acknowledged) {
    while (Instant.now().isBefore(stop) && backend.isAlive()) {
      try {
        var answer =
            backend
                .api()
                .post(
                    "/api/security/secret-rotations",
                    Tokens.person("security"),
                    """
                    {"secretName": "%s", "secretType": "api_key", "rotationType": "manual",
                     "status": "succeeded", "rotationIntervalDays": 30, "owner": "Platform"}
                    """
                        .formatted(UUID.randomUUID()));
        if (answer.status() == 201) {
          acknowledged.add(answer.id());
        }
      } catch (UncheckedIOException e) {
        Await.sleep(100);
      }
    }
  }

  private static long number(String sql) {
    try (var connection =
            DriverManager.getConnection(System.getProperty(PostgresResource.ADMIN_URL));
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
